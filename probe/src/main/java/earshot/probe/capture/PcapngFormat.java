// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The pcapng format (draft-ietf-opsawg-pcapng): blocks of
 *
 * <pre>
 *   type u32 | total length u32 | body, padded to 4 | total length u32
 * </pre>
 *
 * Several sections, each with its own byte order and its own interfaces; packets in enhanced, simple and the obsolete
 * packet blocks. Blocks of other types are skipped without being held.
 */
final class PcapngFormat implements CaptureFormat {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int SECTION_HEADER = 0x0A0D0D0A; // reads the same in either byte order
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET_OBSOLETE = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    private static final int BLOCK_OVERHEAD = 12;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;
    private static final int INTERFACES_MAX = 65_536;

    private record Interface(int linkType, int snapLength, TimeUnits units) {}

    private final CaptureInput input;
    private final List<Interface> interfaces = new ArrayList<>();
    private final byte[] fixed = new byte[24];
    private boolean bigEndian;
    private long blockStart;

    /** The input stands after the first block's type. */
    PcapngFormat(CaptureInput input) throws IOException {
        this.input = input;
        if (input.read(fixed, 4, 4) < 4) throw broken(CaptureFault.Reason.TRUNCATED, "in the first section header");
        section();
    }

    static boolean isMagic(byte[] magic) {
        return (int) BIG.get(magic, 0) == SECTION_HEADER;
    }

    @Override
    public boolean read(CapturedPacket packet) throws IOException {
        while (true) {
            blockStart = input.offset();
            int got = input.read(fixed, 0, 8);
            if (got == 0) return false;
            if (got < 8) throw broken(CaptureFault.Reason.TRUNCATED, "in a block header");
            int type = int32(0);
            if (type == SECTION_HEADER) {
                section();
                continue;
            }
            long length = checkedLength(int32(4));
            long bodyLength = length - BLOCK_OVERHEAD;
            boolean isPacket =
                    switch (type) {
                        case INTERFACE_DESCRIPTION -> interfaceDescription(bodyLength);
                        case ENHANCED_PACKET -> enhancedPacket(packet, bodyLength);
                        case SIMPLE_PACKET -> simplePacket(packet, bodyLength);
                        case PACKET_OBSOLETE -> obsoletePacket(packet, bodyLength);
                        default -> false;
                    };
            endBlock(length);
            if (isPacket) return true;
        }
    }

    private void section() throws IOException {
        read(8, 8, "in a section header");
        int magicBig = (int) BIG.get(fixed, 8);
        bigEndian = magicBig == BYTE_ORDER_MAGIC;
        if (!bigEndian && Integer.reverseBytes(magicBig) != BYTE_ORDER_MAGIC) {
            throw broken(CaptureFault.Reason.NOT_A_CAPTURE, "no byte-order magic");
        }
        long length = checkedLength(int32(4));
        if (length < 28) throw broken(CaptureFault.Reason.BAD_BLOCK_LENGTH, length + " bytes");
        int versions = int32(12);
        int major = bigEndian ? versions >>> 16 : versions & 0xFFFF;
        if (major != 1) throw broken(CaptureFault.Reason.UNSUPPORTED_VERSION, "pcapng " + major);
        interfaces.clear();
        endBlock(length);
    }

    private boolean interfaceDescription(long bodyLength) throws IOException {
        requireBody(bodyLength, 8);
        if (interfaces.size() == INTERFACES_MAX) throw broken(CaptureFault.Reason.TOO_MANY_INTERFACES, "");
        read(8, 8, "in an interface description");
        int linkAndReserved = int32(8);
        int linkType = bigEndian ? linkAndReserved >>> 16 : linkAndReserved & 0xFFFF;
        int snapLength = int32(12);
        interfaces.add(new Interface(linkType, snapLength, timeOptions(bodyLength - 8)));
        return false;
    }

    /** Reads the options of an interface description as far as they are well formed. */
    private TimeUnits timeOptions(long optionsLength) throws IOException {
        int resolution = TimeUnits.MICROSECONDS;
        long offsetSeconds = 0;
        long left = optionsLength;
        while (left >= 4) {
            read(8, 4, "in an option");
            left -= 4;
            int codeAndLength = int32(8);
            int code = bigEndian ? codeAndLength >>> 16 : codeAndLength & 0xFFFF;
            int length = bigEndian ? codeAndLength & 0xFFFF : codeAndLength >>> 16;
            int padded = (length + 3) & ~3;
            if (code == 0 || padded > left) break;
            if (code == OPTION_TIME_RESOLUTION && length == 1) {
                read(8, 4, "in an option");
                resolution = fixed[8] & 0xFF;
            } else if (code == OPTION_TIME_OFFSET && length == 8) {
                read(8, 8, "in an option");
                offsetSeconds = int64(8);
            } else {
                skip(padded);
            }
            left -= padded;
        }
        return new TimeUnits(resolution, offsetSeconds);
    }

    private boolean enhancedPacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 20);
        read(0, 20, "in a packet block");
        Interface at = interfaceOf(int32(0));
        long units = ((int32(4) & 0xFFFF_FFFFL) << 32) | (int32(8) & 0xFFFF_FFFFL);
        frame(packet, at, at.units.toNanos(units), int32(12), int32(16), bodyLength - 20);
        return true;
    }

    private boolean obsoletePacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 20);
        read(0, 20, "in a packet block");
        int idAndDrops = int32(0);
        Interface at = interfaceOf(bigEndian ? idAndDrops >>> 16 : idAndDrops & 0xFFFF);
        long units = ((int32(4) & 0xFFFF_FFFFL) << 32) | (int32(8) & 0xFFFF_FFFFL);
        frame(packet, at, at.units.toNanos(units), int32(12), int32(16), bodyLength - 20);
        return true;
    }

    /** A simple packet block has no time and belongs to the first interface. */
    private boolean simplePacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 4);
        read(0, 4, "in a packet block");
        Interface at = interfaceOf(0);
        int original = int32(0);
        long captured = Math.min(original & 0xFFFF_FFFFL, bodyLength - 4);
        if (at.snapLength != 0) captured = Math.min(captured, at.snapLength & 0xFFFF_FFFFL);
        int length = (int) Math.min(captured, Integer.MAX_VALUE);
        frame(packet, at, packet.timeNanos(), length, original, bodyLength - 4);
        return true;
    }

    private void frame(CapturedPacket packet, Interface at, long timeNanos, int captured, int original, long room)
            throws IOException {
        if (captured < 0 || captured > FileSource.FRAME_LENGTH_MAX || captured > room) {
            String length = Integer.toUnsignedString(captured) + " bytes in " + room;
            throw broken(CaptureFault.Reason.RECORD_TOO_LONG, length);
        }
        if (input.read(packet.room(captured), 0, captured) < captured) {
            throw broken(CaptureFault.Reason.TRUNCATED, "in a frame of " + captured + " bytes");
        }
        packet.describe(at.linkType, timeNanos, captured, original < 0 ? Integer.MAX_VALUE : original);
    }

    private Interface interfaceOf(int id) throws Broken {
        if (id < 0 || id >= interfaces.size()) {
            throw broken(CaptureFault.Reason.UNKNOWN_INTERFACE, Integer.toUnsignedString(id));
        }
        return interfaces.get(id);
    }

    /** Skips what the reader of the block left, and checks that the block ends with its length. */
    private void endBlock(long length) throws IOException {
        skip(blockStart + length - 4 - input.offset());
        read(0, 4, "in a block's end");
        if ((int32(0) & 0xFFFF_FFFFL) != length) {
            throw broken(
                    CaptureFault.Reason.BLOCK_LENGTH_MISMATCH, length + " and " + Integer.toUnsignedString(int32(0)));
        }
    }

    private long checkedLength(int field) throws Broken {
        long length = field & 0xFFFF_FFFFL;
        if (length < BLOCK_OVERHEAD || length % 4 != 0) {
            throw broken(CaptureFault.Reason.BAD_BLOCK_LENGTH, length + " bytes");
        }
        return length;
    }

    private void requireBody(long bodyLength, int minimum) throws Broken {
        if (bodyLength < minimum) {
            throw broken(CaptureFault.Reason.BAD_BLOCK_LENGTH, bodyLength + " bytes of body");
        }
    }

    private void read(int at, int length, String where) throws IOException {
        if (input.read(fixed, at, length) < length) throw broken(CaptureFault.Reason.TRUNCATED, where);
    }

    private void skip(long length) throws IOException {
        if (!input.skip(length)) throw broken(CaptureFault.Reason.TRUNCATED, "in a block");
    }

    private Broken broken(CaptureFault.Reason reason, String detail) {
        return new Broken(blockStart, reason, detail);
    }

    private int int32(int offset) {
        return (int) (bigEndian ? BIG : LITTLE).get(fixed, offset);
    }

    private long int64(int offset) {
        long first = int32(offset) & 0xFFFF_FFFFL;
        long second = int32(offset + 4) & 0xFFFF_FFFFL;
        return bigEndian ? (first << 32) | second : (second << 32) | first;
    }
}
