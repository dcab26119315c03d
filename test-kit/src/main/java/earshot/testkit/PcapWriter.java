// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** This is a capture file being written, in one of the formats that readers meet. Times are nanoseconds since 1970. */
public final class PcapWriter implements AutoCloseable {
    /** The format of the file. */
    public enum Format {
        PCAP_MICROS,
        PCAP_NANOS,
        /** One section, one interface, nanoseconds. */
        PCAPNG
    }

    private static final int SNAPLEN = 262_144;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private final OutputStream out;
    private final Format format;

    public PcapWriter(OutputStream out, Format format, int linkType) {
        this.out = out;
        this.format = format;
        if (format == Format.PCAPNG) {
            write(block(0x0A0D0D0A, new Octets().u32(0x1A2B3C4D).u16(1).u16(0).u64(-1)));
            // option 9, one octet: the unit of time is 10^-9 s
            write(block(1, new Octets().u16(linkType).u16(0).u32(SNAPLEN).hex("0009 0001 09000000 0000 0000")));
        } else {
            long magic = format == Format.PCAP_NANOS ? 0xA1B23C4DL : 0xA1B2C3D4L;
            write(new Octets().u32(magic).u16(2).u16(4).u64(0).u32(SNAPLEN).u32(linkType));
        }
    }

    /** A packet that was captured whole. */
    public void packet(long timeNanos, byte[] frame) {
        packet(timeNanos, frame, frame.length);
    }

    /** A packet of which the capture kept only the beginning. */
    public void packet(long timeNanos, byte[] frame, int originalLength) {
        if (format == Format.PCAPNG) {
            Octets body = new Octets()
                    .u32(0)
                    .u64(timeNanos)
                    .u32(frame.length)
                    .u32(originalLength)
                    .raw(frame);
            write(block(6, body.zeros((4 - frame.length % 4) % 4)));
            return;
        }
        long fraction = timeNanos % NANOS_PER_SECOND;
        write(new Octets()
                .u32(timeNanos / NANOS_PER_SECOND)
                .u32(format == Format.PCAP_NANOS ? fraction : fraction / 1000)
                .u32(frame.length)
                .u32(originalLength)
                .raw(frame));
    }

    private static Octets block(int type, Octets body) {
        int length = body.length() + 12;
        return new Octets().u32(type).u32(length).raw(body.bytes()).u32(length);
    }

    private void write(Octets octets) {
        try {
            out.write(octets.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
