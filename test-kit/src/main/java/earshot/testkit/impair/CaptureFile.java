// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This is a small capture file held whole: classic pcap, microseconds, little-endian, Ethernet, as tcpdump writes it on the
 * machines we record on. Anything else is refused: the tool reads our own recordings only.
 */
record CaptureFile(List<Packet> packets) {
    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int LINK_ETHERNET = 1;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int SNAPLEN = 262_144;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** A frame and the time of its capture. */
    static final class Packet {
        private final long timeMicros;
        private final byte[] frame;

        Packet(long timeMicros, byte[] frame) {
            this.timeMicros = timeMicros;
            this.frame = frame;
        }

        /** Microseconds since 1970. */
        long timeMicros() {
            return timeMicros;
        }

        /** The octets themselves: not to be written to, copies are made from them. */
        byte[] frame() {
            return frame;
        }
    }

    static CaptureFile read(Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < FILE_HEADER || bytes.getInt(0) != MAGIC_MICROS || bytes.getInt(20) != LINK_ETHERNET) {
            throw new IllegalArgumentException(path + ": not a little-endian microsecond pcap of Ethernet");
        }
        bytes.position(FILE_HEADER);
        List<Packet> packets = new ArrayList<>();
        while (bytes.hasRemaining()) {
            long timeMicros = bytes.getInt() * MICROS_PER_SECOND + bytes.getInt();
            byte[] frame = new byte[bytes.getInt()];
            if (bytes.getInt() != frame.length) throw new IllegalArgumentException(path + ": holds a cut packet");
            bytes.get(frame);
            packets.add(new Packet(timeMicros, frame));
        }
        return new CaptureFile(packets);
    }

    void write(Path path) throws IOException {
        Files.write(path, bytes());
    }

    byte[] bytes() {
        int length = FILE_HEADER
                + packets.stream().mapToInt(p -> PACKET_HEADER + p.frame.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC_MICROS).putShort((short) 2).putShort((short) 4).putLong(0);
        bytes.putInt(SNAPLEN).putInt(LINK_ETHERNET);
        for (Packet packet : packets) {
            bytes.putInt((int) (packet.timeMicros / MICROS_PER_SECOND));
            bytes.putInt((int) (packet.timeMicros % MICROS_PER_SECOND));
            bytes.putInt(packet.frame.length).putInt(packet.frame.length).put(packet.frame);
        }
        return bytes.array();
    }
}
