// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * These are the blocks of an RTCP extended report, walked in place (RFC 3611). {@link #wrap} takes the packet that an
 * {@link RtcpCompound} stands at; then {@code while (blocks.next())} visits each block, and the accessors answer for
 * the one it stands at. {@link XrMetrics} reads the values of those that have no accessors here; blocks that nobody
 * reads are stepped over by their length.
 *
 * <pre>
 * |  block type   | type-specific |  length in words, less one    |
 * </pre>
 */
public final class XrBlocks {
    public static final int RECEIVER_REFERENCE_TIME = 4;
    public static final int DLRR = 5;
    public static final int VOIP_METRICS = 7;

    /** Level, R and MOS fields of {@link #VOIP_METRICS} that a reporter could not fill in. */
    public static final int UNAVAILABLE = 127;

    private static final int HEADER = 4;
    private static final int DLRR_ITEM = 12;

    private byte[] bytes = Bytes.NONE;
    private int at;
    private int next;
    private int end;
    private boolean malformed;

    /** Takes the packet; false when it is no extended report, or an encrypted one. */
    public boolean wrap(RtcpCompound packet) {
        bytes = packet.bytes();
        at = packet.packetOffset();
        next = at + 8;
        end = at + packet.length();
        malformed = false;
        return packet.type() == RtcpCompound.EXTENDED_REPORT && !packet.isEncrypted() && next <= end;
    }

    /** Goes to the next block; false behind the last, or when a length points past the packet. */
    public boolean next() {
        if (next + HEADER > end) return false;
        int length = (Bytes.u16(bytes, next + 2) + 1) * 4;
        if (next + length > end) {
            malformed = true;
            return false;
        }
        at = next;
        next += length;
        return true;
    }

    /** Whether the walk ended at a length that points past the packet. */
    public boolean isMalformed() {
        return malformed;
    }

    /** As the packet says, 0 to 255. */
    public int type() {
        return Bytes.u8(bytes, at);
    }

    /** The eight bits whose meaning the type gives. */
    int typeSpecific() {
        return Bytes.u8(bytes, at + 1);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the block starts. */
    int blockOffset() {
        return at;
    }

    /** Whether the block says of which source it speaks: {@link #sourceSsrc}. */
    public boolean namesSource() {
        return length() >= 8 && XrBlockNames.namesSource(type());
    }

    /** Octets of the block with its header. */
    public int length() {
        return next - at;
    }

    /** Whether the block is the one asked for, with all its fields. */
    public boolean is(int type) {
        return type() == type && length() >= lengthMin(type);
    }

    private static int lengthMin(int type) {
        return switch (type) {
            case RECEIVER_REFERENCE_TIME -> 12;
            case DLRR -> HEADER;
            case VOIP_METRICS -> 36;
            default -> HEADER;
        };
    }

    /** {@link #RECEIVER_REFERENCE_TIME}: seconds since 1900 in the upper 32 bits and 2^-32 s in the lower. */
    public long referenceTime() {
        return Bytes.i64(bytes, at + 4);
    }

    /** {@link #DLRR}: how many receivers it answers. */
    public int dlrrCount() {
        return (length() - HEADER) / DLRR_ITEM;
    }

    /** {@link #DLRR}: the receiver that is answered. */
    public long dlrrSsrc(int index) {
        return Bytes.u32(bytes, dlrr(index));
    }

    /** {@link #DLRR}: middle 32 bits of that receiver's reference time, 0 when there was none. */
    public long lastReceiverReport(int index) {
        return Bytes.u32(bytes, dlrr(index) + 4);
    }

    /** {@link #DLRR}: time from its arrival to this answer, in 1/65536 s. */
    public long delaySinceLastReceiverReport(int index) {
        return Bytes.u32(bytes, dlrr(index) + 8);
    }

    private int dlrr(int index) {
        return at + HEADER + index * DLRR_ITEM;
    }

    /** The source that was measured, where {@link #namesSource}. */
    public long sourceSsrc() {
        return Bytes.u32(bytes, at + 4);
    }

    /** {@link #VOIP_METRICS}: packets lost in the network, in 1/256 of those expected. */
    public int lossRate() {
        return Bytes.u8(bytes, at + 8);
    }

    /** {@link #VOIP_METRICS}: packets discarded by the jitter buffer, in 1/256 of those expected. */
    public int discardRate() {
        return Bytes.u8(bytes, at + 9);
    }

    /** {@link #VOIP_METRICS}: loss and discard inside bursts, in 1/256. */
    public int burstDensity() {
        return Bytes.u8(bytes, at + 10);
    }

    /** {@link #VOIP_METRICS}: loss and discard inside gaps, in 1/256. */
    public int gapDensity() {
        return Bytes.u8(bytes, at + 11);
    }

    /** {@link #VOIP_METRICS}: mean. */
    public int burstDurationMs() {
        return Bytes.u16(bytes, at + 12);
    }

    /** {@link #VOIP_METRICS}: mean. */
    public int gapDurationMs() {
        return Bytes.u16(bytes, at + 14);
    }

    /** {@link #VOIP_METRICS}: 0 when not yet known. */
    public int roundTripDelayMs() {
        return Bytes.u16(bytes, at + 16);
    }

    /** {@link #VOIP_METRICS}: 0 when unknown. */
    public int endSystemDelayMs() {
        return Bytes.u16(bytes, at + 18);
    }

    /** {@link #VOIP_METRICS}: 0 to 100, or {@link #UNAVAILABLE}. */
    public int rFactor() {
        return Bytes.u8(bytes, at + 24);
    }

    /** {@link #VOIP_METRICS}: listening quality times 10, 10 to 50, or {@link #UNAVAILABLE}. */
    public int mosLqTenths() {
        return Bytes.u8(bytes, at + 26);
    }

    /** {@link #VOIP_METRICS}: conversational quality times 10, 10 to 50, or {@link #UNAVAILABLE}. */
    public int mosCqTenths() {
        return Bytes.u8(bytes, at + 27);
    }

    /** {@link #VOIP_METRICS}: delay that the jitter buffer aims at. */
    public int jitterBufferNominalMs() {
        return Bytes.u16(bytes, at + 30);
    }

    /** {@link #VOIP_METRICS}: largest delay that the jitter buffer has now. */
    public int jitterBufferMaximumMs() {
        return Bytes.u16(bytes, at + 32);
    }
}
