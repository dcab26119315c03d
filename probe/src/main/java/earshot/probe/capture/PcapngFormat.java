// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import earshot.protocols.Bytes;
import java.io.IOException;
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
    /** The type of a section header, with which a file begins; it reads the same in either byte order. */
    static final int MAGIC = 0x0A0D0D0A;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET_OBSOLETE = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    private static final int BLOCK_OVERHEAD = 12;
    private static final int FRAME_START = 28; // in an enhanced packet block
    private static final int PACKET_OVERHEAD = 32;
    private static final int LINK_TYPE_NONE = -1;
    private static final int BLOCK_END = 4;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;
    private static final int OPTION_DROP_COUNT = 4; // of packets
    private static final int OPTION_INTERFACE_DROPS = 5; // of statistics
    private static final int OPTION_SYSTEM_DROPS = 7;
    private static final int DROPS_UNKNOWN = 0xFFFF; // in the obsolete packet block
    private static final int INTERFACES_MAX = 65_536;
    /** Options behind so many octets are not looked at. */
    private static final int OPTIONS_MAX = 4_096;

    private record Interface(int linkType, int snapLength, TimeUnits units, Drops drops) {}

    /** Packets lost on an interface: counted with each packet, in statistics of the whole, or both. */
    private static final class Drops {
        long beforePackets;
        long byInterface;
        long bySystem;

        long kernel() {
            return Math.max(beforePackets, bySystem);
        }

        long card() {
            return Math.max(0, byInterface - beforePackets);
        }
    }

    private final CaptureInput input;
    private final List<Drops> drops = new ArrayList<>(); // of the interfaces of all sections
    private boolean afterDrop;
    private final List<Interface> interfaces = new ArrayList<>();
    private boolean bigEndian;
    private long blockStart;
    /** Of the last packet that has a time. */
    private long timeNanos;

    PcapngFormat(CaptureInput input) throws IOException {
        this.input = input;
        section();
    }

    @Override
    public boolean read(CapturedPacket packet) throws IOException {
        while (true) {
            blockStart = input.offset();
            if (input.gather(8) == 0) return false;
            need(8, "in a block header");
            int type = int32(0);
            if (type == MAGIC) {
                section();
                continue;
            }
            long length = checkedLength(int32(4));
            long bodyLength = length - BLOCK_OVERHEAD;
            input.take(8);
            boolean isPacket =
                    switch (type) {
                        case INTERFACE_DESCRIPTION -> interfaceDescription(bodyLength);
                        case ENHANCED_PACKET -> enhancedPacket(packet, bodyLength);
                        case SIMPLE_PACKET -> simplePacket(packet, bodyLength);
                        case PACKET_OBSOLETE -> obsoletePacket(packet, bodyLength);
                        case INTERFACE_STATISTICS -> statistics(bodyLength);
                        default -> false;
                    };
            endBlock(length);
            if (isPacket) {
                packet.afterDrop(afterDrop);
                afterDrop = false;
                return true;
            }
        }
    }

    /** Packets of one link type that have no options, as nearly all; what else a file has is for {@link #read}. */
    @Override
    public boolean readReady(PacketGroup group) {
        input.bringIn();
        int ready = input.limit() - input.position();
        int at = 0;
        group.begin(input.bytes(), LINK_TYPE_NONE);
        while (!afterDrop && !group.isFull() && ready - at >= PACKET_OVERHEAD && int32(at) == ENHANCED_PACKET) {
            int id = int32(at + 8);
            int captured = int32(at + 20);
            if (id < 0 || id >= interfaces.size() || captured < 0 || captured > FileSource.FRAME_LENGTH_MAX) break;
            Interface of = interfaces.get(id);
            int length = PACKET_OVERHEAD + ((captured + 3) & ~3);
            boolean isWhole = length <= ready - at && int32(at + 4) == length;
            if (!isWhole || int32(at + length - BLOCK_END) != length) break;
            if (group.size() == 0) group.begin(input.bytes(), of.linkType);
            if (group.linkType() != of.linkType) break;
            timeNanos = of.units.toNanos(units(at + 12));
            group.add(input.position() + at + FRAME_START, captured, original(int32(at + 24)), timeNanos);
            at += length;
        }
        input.take(at);
        return group.size() > 0;
    }

    @Override
    public long kernelDropped() {
        long sum = 0;
        for (Drops each : drops) sum += each.kernel();
        return sum;
    }

    @Override
    public long interfaceDropped() {
        long sum = 0;
        for (Drops each : drops) sum += each.card();
        return sum;
    }

    private void section() throws IOException {
        need(16, "in a section header");
        int magic = Bytes.i32(input.bytes(), input.position() + 8);
        bigEndian = magic == BYTE_ORDER_MAGIC;
        if (!bigEndian && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
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
        need(8, "in an interface description");
        int linkAndReserved = int32(0);
        int linkType = bigEndian ? linkAndReserved >>> 16 : linkAndReserved & 0xFFFF;
        int snapLength = int32(4);
        input.take(8);
        Drops lost = new Drops();
        drops.add(lost);
        interfaces.add(new Interface(linkType, snapLength, timeOptions(bodyLength - 8), lost));
        return false;
    }

    /** Reads the options of an interface description as far as they are well formed. */
    private TimeUnits timeOptions(long optionsLength) throws IOException {
        int resolution = TimeUnits.MICROSECONDS;
        long offsetSeconds = 0;
        long left = optionsLength;
        while (left >= 4) {
            need(4, "in an option");
            int codeAndLength = int32(0);
            input.take(4);
            left -= 4;
            int code = bigEndian ? codeAndLength >>> 16 : codeAndLength & 0xFFFF;
            int length = bigEndian ? codeAndLength & 0xFFFF : codeAndLength >>> 16;
            int padded = (length + 3) & ~3;
            if (code == 0 || padded > left) break;
            if (code == OPTION_TIME_RESOLUTION && length == 1) {
                need(1, "in an option");
                resolution = Bytes.u8(input.bytes(), input.position());
            } else if (code == OPTION_TIME_OFFSET && length == 8) {
                need(8, "in an option");
                offsetSeconds = int64(0);
            }
            skip(padded);
            left -= padded;
        }
        return new TimeUnits(resolution, offsetSeconds);
    }

    private boolean enhancedPacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 20);
        need(20, "in a packet block");
        return timedPacket(packet, interfaceOf(int32(0)), bodyLength);
    }

    private boolean obsoletePacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 20);
        need(20, "in a packet block");
        int idAndDrops = int32(0);
        Interface at = interfaceOf(bigEndian ? idAndDrops >>> 16 : idAndDrops & 0xFFFF);
        int dropped = bigEndian ? idAndDrops & 0xFFFF : idAndDrops >>> 16;
        if (dropped != DROPS_UNKNOWN) lose(at, dropped);
        return timedPacket(packet, at, bodyLength);
    }

    private boolean timedPacket(CapturedPacket packet, Interface at, long bodyLength) throws IOException {
        long units = units(4);
        int captured = int32(12);
        int original = int32(16);
        input.take(20);
        frame(packet, captured, bodyLength - 20);
        timeNanos = at.units.toNanos(units);
        describe(packet, at, original);
        int padding = -captured & 3;
        long options = bodyLength - 20 - captured - padding;
        if (options > 4 && input.gather((int) Math.min(options + padding, OPTIONS_MAX)) > padding) {
            dropCount(at, padding, (int) Math.min(options + padding, OPTIONS_MAX));
        }
        return true;
    }

    /** Reads the options of a packet where they lie, as far as they are well formed. */
    private void dropCount(Interface of, int from, int end) throws IOException {
        int at = from;
        while (at + 4 <= input.gather(end)) {
            int code = u16(at);
            int length = u16(at + 2);
            if (code == 0) return;
            if (code == OPTION_DROP_COUNT && length == 8 && at + 12 <= input.gather(end)) {
                lose(of, Math.max(0, int64(at + 4)));
            }
            at += 4 + ((length + 3) & ~3);
        }
    }

    private void lose(Interface at, long dropped) {
        if (dropped == 0) return;
        at.drops.beforePackets += dropped;
        afterDrop = true;
    }

    private boolean statistics(long bodyLength) throws IOException {
        requireBody(bodyLength, 12);
        need(4, "in interface statistics");
        int id = int32(0);
        if (id < 0 || id >= interfaces.size()) return false;
        Drops of = interfaces.get(id).drops;
        int end = (int) Math.min(bodyLength, OPTIONS_MAX);
        int at = 12;
        while (at + 4 <= input.gather(end)) {
            int code = u16(at);
            int length = u16(at + 2);
            if (code == 0) break;
            if (length == 8 && at + 12 <= input.gather(end)) {
                long count = Math.max(0, int64(at + 4));
                if (code == OPTION_INTERFACE_DROPS) of.byInterface = count;
                if (code == OPTION_SYSTEM_DROPS) of.bySystem = count;
            }
            at += 4 + ((length + 3) & ~3);
        }
        afterDrop = true;
        return false;
    }

    /** A simple packet block has no time and belongs to the first interface. */
    private boolean simplePacket(CapturedPacket packet, long bodyLength) throws IOException {
        requireBody(bodyLength, 4);
        need(4, "in a packet block");
        Interface at = interfaceOf(0);
        int original = int32(0);
        input.take(4);
        long captured = Math.min(original & 0xFFFF_FFFFL, bodyLength - 4);
        if (at.snapLength != 0) captured = Math.min(captured, at.snapLength & 0xFFFF_FFFFL);
        int length = (int) Math.min(captured, Integer.MAX_VALUE);
        frame(packet, length, bodyLength - 4);
        describe(packet, at, original);
        return true;
    }

    /** Takes the frame in place, with the rest of its block gathered behind it, so that it stays where it is. */
    private void frame(CapturedPacket packet, int captured, long room) throws IOException {
        if (captured < 0 || captured > FileSource.FRAME_LENGTH_MAX || captured > room) {
            String length = Integer.toUnsignedString(captured) + " bytes in " + room;
            throw broken(CaptureFault.Reason.RECORD_TOO_LONG, length);
        }
        long rest = room + BLOCK_END;
        if (input.gather((int) Math.min(rest, CaptureInput.PIECE_MAX)) < captured) {
            throw broken(CaptureFault.Reason.TRUNCATED, "in a frame of " + captured + " bytes");
        }
        if (rest <= CaptureInput.PIECE_MAX) packet.view(input.bytes(), input.position(), captured);
        else packet.keep(input.bytes(), input.position(), captured);
        input.take(captured);
    }

    private void describe(CapturedPacket packet, Interface at, int original) {
        packet.describe(at.linkType, timeNanos, original(original));
    }

    /** A length of more than 31 bits is no frame's. */
    private static int original(int field) {
        return field < 0 ? Integer.MAX_VALUE : field;
    }

    /** A time, whose upper half comes first in either byte order. */
    private long units(int at) {
        return ((int32(at) & 0xFFFF_FFFFL) << 32) | (int32(at + 4) & 0xFFFF_FFFFL);
    }

    private Interface interfaceOf(int id) throws Broken {
        if (id < 0 || id >= interfaces.size()) {
            throw broken(CaptureFault.Reason.UNKNOWN_INTERFACE, Integer.toUnsignedString(id));
        }
        return interfaces.get(id);
    }

    /** Skips what the reader of the block left, and checks that the block ends with its length. */
    private void endBlock(long length) throws IOException {
        skip(blockStart + length - BLOCK_END - input.offset());
        need(BLOCK_END, "in a block's end");
        int again = int32(0);
        if ((again & 0xFFFF_FFFFL) != length) {
            String lengths = length + " and " + Integer.toUnsignedString(again);
            throw broken(CaptureFault.Reason.BLOCK_LENGTH_MISMATCH, lengths);
        }
        input.take(BLOCK_END);
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

    private void need(int length, String where) throws IOException {
        if (input.gather(length) < length) throw broken(CaptureFault.Reason.TRUNCATED, where);
    }

    private void skip(long length) throws IOException {
        if (!input.skip(length)) throw broken(CaptureFault.Reason.TRUNCATED, "in a block");
    }

    private Broken broken(CaptureFault.Reason reason, String detail) {
        return new Broken(blockStart, reason, detail);
    }

    private int u16(int at) {
        int value = Bytes.u16(input.bytes(), input.position() + at);
        return bigEndian ? value : Short.toUnsignedInt(Short.reverseBytes((short) value));
    }

    private int int32(int at) {
        int value = Bytes.i32(input.bytes(), input.position() + at);
        return bigEndian ? value : Integer.reverseBytes(value);
    }

    private long int64(int at) {
        long value = Bytes.i64(input.bytes(), input.position() + at);
        return bigEndian ? value : Long.reverseBytes(value);
    }
}
