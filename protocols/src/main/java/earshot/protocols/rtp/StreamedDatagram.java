// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * This is one datagram of media in a stream of octets, read in place: what a TURN server and its client send each other
 * over TCP (RFC 8656 §12.5, RFC 6062), or what RFC 4571 frames. Good until the bytes change.
 *
 * <pre>
 * STUN message      |0 0|  type     |  length       | magic cookie ...          its own length, a multiple of four
 * ChannelData       |0 1 0 0| channel number        | length | data | padding up to a word
 * RFC 4571          |   length      | RTP, RTCP, or what RFC 7983 lets share their port
 * </pre>
 *
 * The three are told apart by the octets at the start, which never fit two of them: no STUN message is as long as the
 * second octet pair of a framed RTP packet says, and no framed packet as long as a channel number.
 */
public final class StreamedDatagram {
    /** What {@link #look} answers when there is no such datagram. */
    public static final int NONE = -1;
    /** What {@link #look} answers when its beginning does not tell yet. */
    public static final int INCOMPLETE = 0;

    /** Octets that tell what it is: the shortest of all has as many. */
    private static final int TELLING = 10;
    /** Octets that tell also of which source a packet of RTP is, in a channel. */
    private static final int TELLING_SOURCE = 16;

    private static final int COOKIE = 0x2112A442;
    private static final int STUN_HEADER = 20;
    private static final int FRAME_HEADER = 2;
    private static final int CHANNEL_HEADER = DatagramKind.TURN_CHANNEL_HEADER;
    private static final int DTLS_HEADER = 13;
    private static final int RTCP_MIN = 8;
    /** RTP over a stream knows no fragments, but senders keep to what fits a packet; video to what fits a few. */
    private static final int LENGTH_MAX = 0x3FFF;

    private int length;
    private int payload;
    private int payloadLength;
    private boolean certain;
    private long ssrc;

    /**
     * Looks at what stands at the front of the octets that wait.
     *
     * @return octets of the whole, which may be more than are there yet; {@link #INCOMPLETE} or {@link #NONE}
     */
    public int look(byte[] bytes, int offset, int available) {
        certain = false;
        ssrc = 0;
        int first = Bytes.u8(bytes, offset);
        if (first >= 0x50) return NONE;
        if (available < TELLING) return INCOMPLETE;
        if (first >= 0x40) return channel(bytes, offset, available);
        int third = Bytes.u8(bytes, offset + 2);
        if (third >= 0x80) return third < 0xC0 ? framedMedia(bytes, offset, available) : NONE;
        if (first < 4 && Bytes.i32(bytes, offset + 4) == COOKIE) return stun(bytes, offset);
        return framedOther(bytes, offset);
    }

    private int stun(byte[] bytes, int offset) {
        int attributes = Bytes.u16(bytes, offset + 2);
        if (attributes % 4 != 0) return NONE;
        certain = true;
        return take(offset, STUN_HEADER + attributes, 0, STUN_HEADER + attributes);
    }

    /** ChannelData counts its padding only on a stream, where it must be there (RFC 8656 §12.5). */
    private int channel(byte[] bytes, int offset, int available) {
        int data = Bytes.u16(bytes, offset + 2);
        if (data < RTCP_MIN || data > LENGTH_MAX) return NONE;
        if (available < CHANNEL_HEADER + RTCP_MIN) return INCOMPLETE;
        int at = offset + CHANNEL_HEADER;
        int first = Bytes.u8(bytes, at);
        if (first >= 0x80 && first < 0xC0) {
            if (!isMedia(bytes, at, data, available - CHANNEL_HEADER)) return NONE;
        } else if (!isNeighbour(bytes, at, data)) {
            return NONE;
        }
        return take(offset, CHANNEL_HEADER + (data + 3 & ~3), CHANNEL_HEADER, data);
    }

    private int framedMedia(byte[] bytes, int offset, int available) {
        int data = Bytes.u16(bytes, offset);
        if (data < RTCP_MIN || data > LENGTH_MAX) return NONE;
        if (!isMedia(bytes, offset + FRAME_HEADER, data, available - FRAME_HEADER)) return NONE;
        return take(offset, FRAME_HEADER + data, FRAME_HEADER, data);
    }

    /** ICE and DTLS on a connection of RFC 6544 are framed like the media. */
    private int framedOther(byte[] bytes, int offset) {
        int data = Bytes.u16(bytes, offset);
        boolean mayBe = data >= DTLS_HEADER && data <= LENGTH_MAX;
        if (!mayBe || !isNeighbour(bytes, offset + FRAME_HEADER, data)) return NONE;
        return take(offset, FRAME_HEADER + data, FRAME_HEADER, data);
    }

    /** RTP or RTCP, by what {@link RtpHeader} and {@code RtcpCompound} would refuse. */
    private boolean isMedia(byte[] bytes, int at, int data, int available) {
        int type = Bytes.u8(bytes, at + 1);
        if (type >= 192 && type <= 223) return (Bytes.u16(bytes, at + 2) + 1) * 4 <= data;
        boolean fits = data >= RtpHeader.LENGTH_MIN + 4 * (Bytes.u8(bytes, at) & 0x0F);
        if (fits && available >= RtpHeader.LENGTH_MIN) ssrc = Bytes.u32(bytes, at + 8);
        return fits;
    }

    /** STUN or DTLS. */
    private boolean isNeighbour(byte[] bytes, int at, int data) {
        int first = Bytes.u8(bytes, at);
        if (first < 4) {
            certain = Bytes.i32(bytes, at + 4) == COOKIE && Bytes.u16(bytes, at + 2) + STUN_HEADER == data;
            return certain;
        }
        int version = first >= 20 && first < 64 ? Bytes.u16(bytes, at + 1) : 0;
        return data >= DTLS_HEADER && (version == 0xFEFF || version == 0xFEFD);
    }

    private int take(int offset, int whole, int header, int data) {
        length = whole;
        payload = offset + header;
        payloadLength = data;
        return whole;
    }

    /**
     * Whether octets that begin a segment begin such a datagram, too: a STUN message, or media that end with the
     * segment or have more of the same source behind them.
     */
    public boolean starts(byte[] bytes, int offset, int available) {
        if (available < TELLING_SOURCE || Bytes.u8(bytes, offset) >= 0x50) return false;
        int whole = look(bytes, offset, available);
        if (whole <= 0) return false;
        if (certain || whole == available) return true;
        if (whole > available - TELLING_SOURCE || ssrc == 0) return false;
        long source = ssrc;
        return look(bytes, offset + whole, available - whole) > 0 && ssrc == source;
    }

    /** Where the datagram in it starts. */
    public int payloadOffset() {
        return payload;
    }

    /** Octets of that datagram. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Octets of the whole, with header and padding. */
    public int length() {
        return length;
    }

    /** Whether it says by 32 bits of its own what it is. */
    public boolean isCertain() {
        return certain;
    }

    /** Source of the RTP packet in it; 0 when it is another, or that far not there yet. */
    public long ssrc() {
        return ssrc;
    }
}
