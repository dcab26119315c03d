// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * This is the RTP header with its CSRC list and extension, read in place (RFC 3550 §5.1). Good until the bytes change.
 *
 * <pre>
 *  0                   1                   2                   3
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                       CSRC, CC times                          |
 * |  X: profile, length in words  | that many words of extension  |
 * </pre>
 *
 * <p>In SRTP the same header is in clear; what it calls padding is then encrypted, so a padding count that does not fit
 * is no reason to refuse the packet.
 */
public final class RtpHeader {
    public static final int LENGTH_MIN = 12;

    private static final int EXTENSION_HEADER = 4;

    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        RTP,
        /** The capture ends inside the header. */
        TRUNCATED,
        /** Shorter on the wire than the header it announces. */
        TOO_SHORT,
        WRONG_VERSION
    }

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int headerLength;
    private int claimedLength;
    private int capturedLength;

    /** Reads a packet that was captured whole. */
    public Verdict wrap(byte[] bytes, int offset, int length) {
        return wrap(bytes, offset, length, length);
    }

    /**
     * Reads a packet of which the capture may have kept only the beginning.
     *
     * @param captured octets there are to read
     * @param claimed octets there were on the wire (UDP length less 8)
     */
    public Verdict wrap(byte[] bytes, int offset, int captured, int claimed) {
        if (claimed < LENGTH_MIN) return Verdict.TOO_SHORT;
        if (captured < LENGTH_MIN) return Verdict.TRUNCATED;
        int first = Bytes.u8(bytes, offset);
        if (first >> 6 != 2) return Verdict.WRONG_VERSION;
        int length = LENGTH_MIN + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            if (length + EXTENSION_HEADER > claimed) return Verdict.TOO_SHORT;
            if (length + EXTENSION_HEADER > captured) return Verdict.TRUNCATED;
            length += EXTENSION_HEADER + 4 * Bytes.u16(bytes, offset + length + 2);
        }
        if (length > claimed) return Verdict.TOO_SHORT;
        if (length > captured) return Verdict.TRUNCATED;
        this.bytes = bytes;
        this.offset = offset;
        headerLength = length;
        claimedLength = claimed;
        capturedLength = captured;
        return Verdict.RTP;
    }

    public boolean hasMarker() {
        return (Bytes.u8(bytes, offset + 1) & 0x80) != 0;
    }

    /** 0 to 127. */
    public int payloadType() {
        return Bytes.u8(bytes, offset + 1) & 0x7F;
    }

    /** 0 to 65535. */
    public int sequence() {
        return Bytes.u16(bytes, offset + 2);
    }

    /** Ticks of the media clock, 0 to 4294967295. */
    public long timestamp() {
        return Bytes.u32(bytes, offset + 4);
    }

    /** 0 to 4294967295. */
    public long ssrc() {
        return Bytes.u32(bytes, offset + 8);
    }

    /** Contributing sources, 0 to 15. */
    public int csrcCount() {
        return Bytes.u8(bytes, offset) & 0x0F;
    }

    public boolean hasExtension() {
        return (Bytes.u8(bytes, offset) & 0x10) != 0;
    }

    /** What the extension's first 16 bits say of its form; only where there is one. */
    public int extensionProfile() {
        return Bytes.u16(bytes, extensionOffset() - EXTENSION_HEADER);
    }

    /** Where the extension's content starts, behind its own header. */
    public int extensionOffset() {
        return offset + LENGTH_MIN + 4 * csrcCount() + EXTENSION_HEADER;
    }

    /** Octets of the extension's content, 0 when there is none. */
    public int extensionLength() {
        return hasExtension() ? headerLength - LENGTH_MIN - 4 * csrcCount() - EXTENSION_HEADER : 0;
    }

    public boolean hasPadding() {
        return (Bytes.u8(bytes, offset) & 0x20) != 0;
    }

    /** Octets up to the payload. */
    public int headerLength() {
        return headerLength;
    }

    public int payloadOffset() {
        return offset + headerLength;
    }

    /** Octets of payload on the wire, without padding where the padding is readable and fits. */
    public int payloadLength() {
        return claimedLength - headerLength - paddingLength();
    }

    /** Octets of payload that can be read at {@link #payloadOffset()}. */
    public int capturedPayloadLength() {
        return Math.min(payloadLength(), capturedLength - headerLength);
    }

    /** Octets of padding with their count; 0 when there is none, when it was not captured, or when it does not fit. */
    public int paddingLength() {
        if (!hasPadding() || capturedLength < claimedLength) return 0;
        int padding = Bytes.u8(bytes, offset + claimedLength - 1);
        return padding <= claimedLength - headerLength ? padding : 0;
    }
}
