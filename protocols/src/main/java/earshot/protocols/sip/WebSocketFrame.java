// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;

/**
 * This is the header of a WebSocket frame, read in place (RFC 6455 §5.2); over it SIP travels one message per WebSocket
 * message (RFC 7118).
 *
 * <pre>
 * |FIN|RSV(3)|opcode(4)| |MASK|length(7)| 16 or 64 bits of length for 126, 127 | masking key(32) if MASK |
 * </pre>
 */
final class WebSocketFrame {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    private static final int HEADER_MIN = 2;
    /** Enough of a payload to tell whether it starts a SIP message. */
    private static final int PEEK = 512;

    private int opcode;
    private boolean last;
    private boolean compressed;
    private int mask;
    private boolean masked;
    private int headerLength;
    private long payloadLength;

    /** Reads a header; false when it is not all there. */
    boolean wrap(byte[] bytes, int offset, int available) {
        if (available < HEADER_MIN) return false;
        int first = Bytes.u8(bytes, offset);
        int second = Bytes.u8(bytes, offset + 1);
        int length = second & 0x7F;
        int lengthOctets = length == 126 ? 2 : length == 127 ? 8 : 0;
        masked = (second & 0x80) != 0;
        headerLength = HEADER_MIN + lengthOctets + (masked ? 4 : 0);
        if (available < headerLength) return false;
        last = (first & 0x80) != 0;
        compressed = (first & 0x70) != 0;
        opcode = first & 0x0F;
        payloadLength = length;
        if (lengthOctets == 2) payloadLength = Bytes.u16(bytes, offset + 2);
        if (lengthOctets == 8) payloadLength = Bytes.i64(bytes, offset + 2);
        mask = masked ? Bytes.i32(bytes, offset + headerLength - 4) : 0;
        return true;
    }

    /** Whether a frame here carries the start of a SIP message in clear. */
    boolean startsSip(byte[] bytes, int offset, int available) {
        if (!wrap(bytes, offset, available) || compressed || (opcode != TEXT && opcode != BINARY)) return false;
        if (payloadLength < 16 || payloadLength > SipFraming.MESSAGE_MAX) return false;
        int count = (int) Math.min(Math.min(payloadLength, PEEK), available - headerLength);
        byte[] peek = new byte[count];
        copy(bytes, offset, peek, 0, count);
        return SipStartLine.isPresent(peek, 0, count);
    }

    /** Copies octets from the start of the payload, the mask taken off. */
    void copy(byte[] bytes, int offset, byte[] into, int at, int count) {
        int from = offset + headerLength;
        for (int i = 0; i < count; i++) {
            into[at + i] = (byte) (bytes[from + i] ^ (mask >>> (8 * (3 - i % 4))));
        }
    }

    int opcode() {
        return opcode;
    }

    boolean isLast() {
        return last;
    }

    boolean isCompressed() {
        return compressed;
    }

    int headerLength() {
        return headerLength;
    }

    long payloadLength() {
        return payloadLength;
    }
}
