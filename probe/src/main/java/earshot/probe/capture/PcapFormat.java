// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The classic pcap format (draft-ietf-opsawg-pcap): a 24-byte header, then records of 16 bytes (24 in Kuznetzov's
 * variant) and a frame each. Either byte order; microseconds or nanoseconds.
 */
final class PcapFormat implements CaptureFormat {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER_REST = 20;
    private static final int VERSION_MAJOR = 2;

    /** How the numbers in the file are written, told by its first four bytes. */
    record Dialect(boolean bigEndian, int nanosPerUnit, int recordHeaderLength) {
        static @Nullable Dialect of(byte[] magic) {
            return switch ((int) BIG.get(magic, 0)) {
                case 0xA1B2C3D4 -> new Dialect(true, 1_000, 16);
                case 0xD4C3B2A1 -> new Dialect(false, 1_000, 16);
                case 0xA1B23C4D -> new Dialect(true, 1, 16);
                case 0x4D3CB2A1 -> new Dialect(false, 1, 16);
                case 0xA1B2CD34 -> new Dialect(true, 1_000, 24);
                case 0x34CDB2A1 -> new Dialect(false, 1_000, 24);
                default -> null;
            };
        }

        int int32(byte[] bytes, int offset) {
            return (int) (bigEndian ? BIG : LITTLE).get(bytes, offset);
        }
    }

    private final CaptureInput input;
    private final Dialect dialect;
    private final int linkType;
    private final byte[] header;

    private PcapFormat(CaptureInput input, Dialect dialect, int linkType) {
        this.input = input;
        this.dialect = dialect;
        this.linkType = linkType;
        this.header = new byte[dialect.recordHeaderLength];
    }

    /** Reads what follows the magic number. */
    static PcapFormat open(CaptureInput input, Dialect dialect) throws IOException {
        byte[] rest = new byte[HEADER_REST];
        if (input.read(rest, 0, HEADER_REST) < HEADER_REST) {
            throw new Broken(0, CaptureFault.Reason.TRUNCATED, "in the file header");
        }
        int versions = dialect.int32(rest, 0);
        int major = dialect.bigEndian ? versions >>> 16 : versions & 0xFFFF;
        if (major != VERSION_MAJOR) throw new Broken(4, CaptureFault.Reason.UNSUPPORTED_VERSION, "pcap " + major);
        // The upper half of the last word says how long the frame check sequence is; it is not part of the link type.
        return new PcapFormat(input, dialect, dialect.int32(rest, 16) & 0xFFFF);
    }

    @Override
    public boolean read(CapturedPacket packet) throws IOException {
        long start = input.offset();
        int got = input.read(header, 0, header.length);
        if (got == 0) return false;
        if (got < header.length) throw new Broken(start, CaptureFault.Reason.TRUNCATED, "in a record header");

        long seconds = dialect.int32(header, 0) & 0xFFFF_FFFFL;
        long fraction = dialect.int32(header, 4) & 0xFFFF_FFFFL;
        int captured = dialect.int32(header, 8);
        int original = dialect.int32(header, 12);
        if (captured < 0 || captured > FileSource.FRAME_LENGTH_MAX) {
            String length = Integer.toUnsignedString(captured) + " bytes";
            throw new Broken(start, CaptureFault.Reason.RECORD_TOO_LONG, length);
        }
        long nanos = fraction * dialect.nanosPerUnit;
        if (nanos >= 1_000_000_000L) {
            throw new Broken(start, CaptureFault.Reason.BAD_TIMESTAMP, Long.toString(fraction));
        }
        if (input.read(packet.room(captured), 0, captured) < captured) {
            throw new Broken(start, CaptureFault.Reason.TRUNCATED, "in a frame of " + captured + " bytes");
        }
        packet.describe(linkType, seconds * 1_000_000_000L + nanos, captured, original);
        return true;
    }
}
