// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * This is an RTCP datagram walked packet by packet, in place (RFC 3550 §6, reduced size by RFC 5506). Good until the
 * bytes change. {@link #wrap} checks the whole chain of lengths; then {@code while (rtcp.next())} visits each packet,
 * and the accessors answer for the one it stands at.
 *
 * <pre>
 * |V=2|P| count   |     type      |  length in words, less one    |
 * </pre>
 *
 * <p>Encrypted RTCP (RFC 3711 §3.4) shows only its first eight octets: nothing behind them is ever read.
 */
public final class RtcpCompound {
    /** Of RFC 2032, before there was {@link #PAYLOAD_FEEDBACK}. */
    public static final int OLD_FULL_INTRA_REQUEST = 192;
    /** Of RFC 2032, before there was {@link #TRANSPORT_FEEDBACK}. */
    public static final int OLD_NEGATIVE_ACKNOWLEDGEMENT = 193;

    public static final int SENDER_REPORT = 200;
    public static final int RECEIVER_REPORT = 201;
    public static final int SOURCE_DESCRIPTION = 202;
    public static final int GOODBYE = 203;
    public static final int APPLICATION = 204;
    public static final int TRANSPORT_FEEDBACK = 205;
    public static final int PAYLOAD_FEEDBACK = 206;
    public static final int EXTENDED_REPORT = 207;

    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        /** A chain of packets whose lengths add up to the datagram's. */
        RTCP,
        /** A chain of packets with octets behind it that are none; {@link #trailingLength()} counts them. */
        TRAILING_OCTETS,
        /** One clear header, then what is not RTCP: SRTCP. Only the first packet's type and sender can be read. */
        ENCRYPTED,
        /** The capture ends inside the chain; the packets before that can be read. */
        TRUNCATED,
        /** A header too short, of the wrong version, of an unknown type, or a length past the datagram. */
        NOT_RTCP
    }

    static final int HEADER = 4;
    static final int SENDER_INFO_END = 28;
    static final int REPORT_BLOCK = 24;

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int chainEnd;
    private int trailing;
    private boolean encrypted;
    private int at;
    private int end;

    /** Reads a datagram that was captured whole. */
    public Verdict wrap(byte[] bytes, int offset, int length) {
        return wrap(bytes, offset, length, length);
    }

    /**
     * Checks the chain of packets.
     *
     * @param captured octets there are to read
     * @param claimed octets there were on the wire (UDP length less 8)
     */
    public Verdict wrap(byte[] bytes, int offset, int captured, int claimed) {
        this.bytes = bytes;
        this.offset = offset;
        at = offset;
        end = offset;
        chainEnd = offset;
        trailing = 0;
        encrypted = false;
        if (captured < 8 || !isHeader(offset)) return Verdict.NOT_RTCP;
        int limit = offset + captured;
        while (chainEnd + HEADER <= limit && isHeader(chainEnd)) {
            int next = chainEnd + packetLength(chainEnd);
            if (next > limit) break;
            chainEnd = next;
        }
        return judge(captured, claimed);
    }

    private Verdict judge(int captured, int claimed) {
        int rest = claimed - (chainEnd - offset);
        if (rest == 0) return Verdict.RTCP;
        if (captured < claimed && captured - (chainEnd - offset) < rest && isCutPacket(captured))
            return Verdict.TRUNCATED;
        if (isFirstPacketWithin(claimed) && hasSrtcpTrailer(claimed, rest)) return encrypted();
        if (chainEnd == offset) return Verdict.NOT_RTCP;
        trailing = rest;
        return Verdict.TRAILING_OCTETS;
    }

    private boolean isCutPacket(int captured) {
        int left = captured - (chainEnd - offset);
        return left < HEADER || isHeader(chainEnd);
    }

    private boolean isFirstPacketWithin(int claimed) {
        return packetLength(offset) <= claimed;
    }

    /**
     * Behind the first packet comes something that is no packet, or the lengths leave room for exactly an index and a
     * tag. SRTCP adds 4 octets of index and a tag of 10 (RFC 3711), 4 or 16 (RFC 7714), and an MKI if there is one.
     */
    private boolean hasSrtcpTrailer(int claimed, int rest) {
        if (chainEnd - offset != packetLength(offset) && chainEnd != offset) return false;
        return claimed % 4 == 2 ? rest >= 14 : rest >= 8;
    }

    private Verdict encrypted() {
        encrypted = true;
        chainEnd = offset + 8;
        return Verdict.ENCRYPTED;
    }

    private boolean isHeader(int at) {
        int type = Bytes.u8(bytes, at + 1);
        return Bytes.u8(bytes, at) >> 6 == 2 && ((type >= 200 && type <= 213) || (type >= 192 && type <= 195));
    }

    private int packetLength(int at) {
        return (Bytes.u16(bytes, at + 2) + 1) * 4;
    }

    /** Goes to the next packet, the first one after {@link #wrap}; false behind the last. */
    public boolean next() {
        if (end >= chainEnd) return false;
        at = end;
        end = encrypted ? chainEnd : at + packetLength(at);
        return true;
    }

    /** Octets behind the last packet that belong to none. */
    public int trailingLength() {
        return trailing;
    }

    public boolean isEncrypted() {
        return encrypted;
    }

    /** Type of the current packet, 192 to 213. */
    public int type() {
        return Bytes.u8(bytes, at + 1);
    }

    /** The five bits of the header: report blocks, sources, subtype or feedback format. */
    public int count() {
        return Bytes.u8(bytes, at) & 0x1F;
    }

    /** Octets of the current packet with its header; for encrypted RTCP the eight that can be read. */
    public int length() {
        return end - at;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the current packet starts. */
    public int packetOffset() {
        return at;
    }

    /** Who sent the current packet, 0 to 4294967295; 0 when the packet is too short to say. */
    public long senderSsrc() {
        return length() >= 8 ? Bytes.u32(bytes, at + 4) : 0;
    }

    /** Whether the current packet is a sender report whose sender information can be read. */
    public boolean isSenderReport() {
        return type() == SENDER_REPORT && length() >= SENDER_INFO_END;
    }

    /** Wall clock of the sender, seconds since 1900 in the upper 32 bits and 2^-32 s in the lower. */
    public long ntpTimestamp() {
        return Bytes.i64(bytes, at + 8);
    }

    /** The same moment in ticks of the media clock, 0 to 4294967295. */
    public long rtpTimestamp() {
        return Bytes.u32(bytes, at + 16);
    }

    /** Packets that the sender has sent, modulo 2^32. */
    public long packetCount() {
        return Bytes.u32(bytes, at + 20);
    }

    /** Octets of payload that the sender has sent, modulo 2^32. */
    public long octetCount() {
        return Bytes.u32(bytes, at + 24);
    }

    /** Sources that the current packet says goodbye for, at most what its length has room for; 0 unless it is a BYE. */
    public int goodbyeCount() {
        if (encrypted || type() != GOODBYE) return 0;
        return Math.min(count(), (length() - HEADER) / 4);
    }

    /** A source that says goodbye, 0 to 4294967295. */
    public long goodbyeSsrc(int index) {
        return Bytes.u32(bytes, at + HEADER + 4 * index);
    }

    /** Report blocks in the current packet, at most what its length has room for; 0 unless it is an SR or RR. */
    public int reportCount() {
        if (encrypted) return 0;
        int first = firstReport();
        return first == 0 ? 0 : Math.max(0, Math.min(count(), (length() - first) / REPORT_BLOCK));
    }

    private int firstReport() {
        return switch (type()) {
            case SENDER_REPORT -> SENDER_INFO_END;
            case RECEIVER_REPORT -> 8;
            default -> 0;
        };
    }

    private int report(int index) {
        return at + firstReport() + index * REPORT_BLOCK;
    }

    /** The source that the block is about, 0 to 4294967295. */
    public long reportSsrc(int index) {
        return Bytes.u32(bytes, report(index));
    }

    /** Loss since the block before, in 1/256. */
    public int fractionLost(int index) {
        return Bytes.u8(bytes, report(index) + 4);
    }

    /** Packets expected less packets received; negative when duplicates arrived. */
    public int cumulativeLost(int index) {
        return Bytes.s24(bytes, report(index) + 5);
    }

    /** Extended highest sequence number received, 0 to 4294967295. */
    public long highestSequence(int index) {
        return Bytes.u32(bytes, report(index) + 8);
    }

    /** Interarrival jitter in ticks of the media clock. */
    public long jitterTicks(int index) {
        return Bytes.u32(bytes, report(index) + 12);
    }

    /** Middle 32 bits of the NTP time of the last sender report received, 0 when there was none. */
    public long lastSenderReport(int index) {
        return Bytes.u32(bytes, report(index) + 16);
    }

    /** Time between receiving that report and sending this block, in 1/65536 s. */
    public long delaySinceLastSenderReport(int index) {
        return Bytes.u32(bytes, report(index) + 20);
    }
}
