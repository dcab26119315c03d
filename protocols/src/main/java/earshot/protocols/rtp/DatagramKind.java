// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * This is what a datagram on a media port is, told by its first octets (RFC 7983, RFC 9443, RFC 5761).
 *
 * <p>A first look only: {@link RtpHeader} and {@code RtcpCompound} decide whether the bytes really are what they seem.
 * QUIC, which RFC 9443 gives the first octets that nobody else has, is among {@link #OTHER}: no media can be read in it.
 */
public enum DatagramKind {
    /** RFC 8489, or its forerunner RFC 3489 that has no magic cookie. */
    STUN,
    /** A STUN message that carries an application's datagram: TURN's Send and Data indications (RFC 8656 §11). */
    TURN_INDICATION,
    /** RFC 6189. */
    ZRTP,
    DTLS,
    /** RFC 8656 §12: four octets, then the application's datagram. */
    TURN_CHANNEL,
    RTP,
    /** Also SRTCP. */
    RTCP,
    OTHER;

    /** Octets before the application's datagram inside ChannelData. */
    public static final int TURN_CHANNEL_HEADER = 4;

    private static final int ZRTP_COOKIE = 0x5A525450;

    /** Looks at a UDP payload; the length is what was on the wire, of which the first 12 octets must be captured. */
    public static DatagramKind of(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < 2) return OTHER;
        int first = Bytes.u8(bytes, offset);
        if (first >= 0x80 && first < 0xC0) return mediaKind(bytes, offset, captured, claimed);
        if (first < 4) return stunKind(bytes, offset, captured, claimed);
        if (first >= 16 && first < 20) return isZrtp(bytes, offset, captured) ? ZRTP : OTHER;
        if (first >= 20 && first < 64) return isDtls(bytes, offset, captured) ? DTLS : OTHER;
        if (first >= 64 && first < 80) return isTurnChannel(bytes, offset, captured, claimed) ? TURN_CHANNEL : OTHER;
        return OTHER;
    }

    /** Looks at a UDP payload that was captured whole. */
    public static DatagramKind of(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, length);
    }

    /** RTCP types 192 to 223 are RTP's payload types 64 to 95 with the marker set, which RFC 5761 forbids for RTP. */
    private static DatagramKind mediaKind(byte[] bytes, int offset, int captured, int claimed) {
        int type = Bytes.u8(bytes, offset + 1);
        if (type >= 192 && type <= 223) return claimed >= 8 && captured >= 8 ? RTCP : OTHER;
        return claimed >= RtpHeader.LENGTH_MIN && captured >= RtpHeader.LENGTH_MIN ? RTP : OTHER;
    }

    private static DatagramKind stunKind(byte[] bytes, int offset, int captured, int claimed) {
        if (!StunMessage.isStun(bytes, offset, captured, claimed)) return OTHER;
        return StunMessage.isDataIndication(Bytes.u16(bytes, offset)) ? TURN_INDICATION : STUN;
    }

    private static boolean isZrtp(byte[] bytes, int offset, int captured) {
        return captured >= 12 && Bytes.i32(bytes, offset + 4) == ZRTP_COOKIE;
    }

    private static boolean isDtls(byte[] bytes, int offset, int captured) {
        if (captured < 13 || Bytes.u8(bytes, offset) > 25) return false;
        int version = Bytes.u16(bytes, offset + 1);
        return version == 0xFEFF || version == 0xFEFD;
    }

    private static boolean isTurnChannel(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < TURN_CHANNEL_HEADER) return false;
        int length = Bytes.u16(bytes, offset + 2);
        int rest = claimed - TURN_CHANNEL_HEADER - length;
        return rest >= 0 && rest < 4; // may be padded to a word
    }
}
