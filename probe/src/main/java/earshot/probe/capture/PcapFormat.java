// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import earshot.protocols.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The classic pcap format (draft-ietf-opsawg-pcap): a 24-byte header, then records of 16 bytes (24 in Kuznetzov's
 * variant) and a frame each. Either byte order; microseconds or nanoseconds.
 */
final class PcapFormat implements CaptureFormat {
    private static final int HEADER_LENGTH = 24;
    private static final int VERSION_MAJOR = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** How the numbers in the file are written, told by its first four bytes. */
    record Dialect(boolean bigEndian, int nanosPerUnit, int recordHeaderLength) {
        static @Nullable Dialect of(int magic) {
            return switch (magic) {
                case 0xA1B2C3D4 -> new Dialect(true, 1_000, 16);
                case 0xD4C3B2A1 -> new Dialect(false, 1_000, 16);
                case 0xA1B23C4D -> new Dialect(true, 1, 16);
                case 0x4D3CB2A1 -> new Dialect(false, 1, 16);
                case 0xA1B2CD34 -> new Dialect(true, 1_000, 24);
                case 0x34CDB2A1 -> new Dialect(false, 1_000, 24);
                default -> null;
            };
        }

        /** The first in the upper half. */
        long twoInt32(byte[] bytes, int at) {
            long value = Bytes.i64(bytes, at);
            return bigEndian ? value : Long.rotateLeft(Long.reverseBytes(value), 32);
        }

        int int32(byte[] bytes, int at) {
            int value = Bytes.i32(bytes, at);
            return bigEndian ? value : Integer.reverseBytes(value);
        }
    }

    private final CaptureInput input;
    private final Dialect dialect;
    private final int linkType;

    private PcapFormat(CaptureInput input, Dialect dialect, int linkType) {
        this.input = input;
        this.dialect = dialect;
        this.linkType = linkType;
    }

    /** Reads the file's header. */
    static PcapFormat open(CaptureInput input, Dialect dialect) throws IOException {
        if (input.gather(HEADER_LENGTH) < HEADER_LENGTH) {
            throw new Broken(0, CaptureFault.Reason.TRUNCATED, "in the file header");
        }
        int versions = dialect.int32(input.bytes(), input.position() + 4);
        int major = dialect.bigEndian ? versions >>> 16 : versions & 0xFFFF;
        if (major != VERSION_MAJOR) throw new Broken(4, CaptureFault.Reason.UNSUPPORTED_VERSION, "pcap " + major);
        // The upper half of the last word says how long the frame check sequence is; it is not part of the link type.
        int linkType = dialect.int32(input.bytes(), input.position() + 20) & 0xFFFF;
        input.take(HEADER_LENGTH);
        return new PcapFormat(input, dialect, linkType);
    }

    @Override
    public boolean read(CapturedPacket packet) throws IOException {
        int headerLength = dialect.recordHeaderLength;
        int got = input.gather(headerLength);
        if (got == 0) return false;
        if (got < headerLength) throw broken(CaptureFault.Reason.TRUNCATED, "in a record header");

        byte[] bytes = input.bytes();
        int at = input.position();
        long time = dialect.twoInt32(bytes, at);
        long lengths = dialect.twoInt32(bytes, at + 8);
        long seconds = time >>> 32;
        long fraction = time & 0xFFFF_FFFFL;
        int captured = (int) (lengths >>> 32);
        int original = (int) lengths;
        if (captured < 0 || captured > FileSource.FRAME_LENGTH_MAX) {
            throw broken(CaptureFault.Reason.RECORD_TOO_LONG, Integer.toUnsignedString(captured) + " bytes");
        }
        long nanos = fraction * dialect.nanosPerUnit;
        if (nanos >= NANOS_PER_SECOND) throw broken(CaptureFault.Reason.BAD_TIMESTAMP, Long.toString(fraction));
        int length = headerLength + captured;
        if (input.gather(length) < length) {
            throw broken(CaptureFault.Reason.TRUNCATED, "in a frame of " + captured + " bytes");
        }
        packet.view(input.bytes(), input.position() + headerLength, captured);
        packet.describe(linkType, seconds * NANOS_PER_SECOND + nanos, original);
        input.take(length);
        return true;
    }

    @Override
    public boolean readReady(PacketGroup group) {
        input.bringIn();
        byte[] bytes = input.bytes();
        int headerLength = dialect.recordHeaderLength;
        int at = input.position();
        int limit = input.limit();
        group.begin(bytes, linkType);
        while (!group.isFull() && limit - at >= headerLength) {
            long time = dialect.twoInt32(bytes, at);
            long lengths = dialect.twoInt32(bytes, at + 8);
            long nanos = (time & 0xFFFF_FFFFL) * dialect.nanosPerUnit;
            int captured = (int) (lengths >>> 32);
            int frame = at + headerLength;
            boolean isWhole = captured >= 0 && captured <= FileSource.FRAME_LENGTH_MAX && captured <= limit - frame;
            if (!isWhole || nanos >= NANOS_PER_SECOND) break;
            group.add(frame, captured, (int) lengths, (time >>> 32) * NANOS_PER_SECOND + nanos);
            at = frame + captured;
        }
        input.take(at - input.position());
        return group.size() > 0;
    }

    private Broken broken(CaptureFault.Reason reason, String detail) {
        return new Broken(input.offset(), reason, detail);
    }
}
