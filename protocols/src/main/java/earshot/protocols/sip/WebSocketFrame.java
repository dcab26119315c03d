// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
    /** Even compressed, no message is shorter. */
    private static final int PAYLOAD_MIN = 16;
    /** Enough of a payload to tell whether it starts a SIP message. */
    private static final int PEEK = 512;

    private int opcode;
    private boolean last;
    private boolean compressed;
    private boolean unknown;
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
        compressed = (first & 0x40) != 0;
        unknown = (first & 0x30) != 0;
        opcode = first & 0x0F;
        payloadLength = length;
        if (lengthOctets == 2) payloadLength = Bytes.u16(bytes, offset + 2);
        if (lengthOctets == 8) payloadLength = Bytes.i64(bytes, offset + 2);
        mask = masked ? Bytes.i32(bytes, offset + headerLength - 4) : 0;
        return true;
    }

    /** Whether a frame here carries the start of a SIP message, in the clear or compressed on its own. */
    boolean startsSip(byte[] bytes, int offset, int available) {
        if (!wrap(bytes, offset, available) || unknown || (opcode != TEXT && opcode != BINARY)) return false;
        if (payloadLength < PAYLOAD_MIN || payloadLength > SipFraming.MESSAGE_MAX) return false;
        if (compressed) return last && startsDeflatedSip(bytes, offset, available);
        int count = (int) Math.min(Math.min(payloadLength, PEEK), available - headerLength);
        byte[] peek = new byte[count];
        copy(bytes, offset, peek, 0, count);
        return SipStartLine.isPresent(peek, 0, count);
    }

    /** Whether a data frame may start here of which too little is there to tell. Such an octet starts no line of text. */
    boolean mayStart(byte[] bytes, int offset, int available) {
        int first = Bytes.u8(bytes, offset);
        int code = first & 0x0F;
        boolean fits = (first & 0x30) == 0 && (code == TEXT || code == BINARY) && (first & 0xC0) != 0x40;
        if (!fits || !wrap(bytes, offset, available)) return fits;
        return payloadLength >= PAYLOAD_MIN
                && payloadLength <= SipFraming.MESSAGE_MAX
                && available - headerLength < Math.min(payloadLength, PEEK);
    }

    private boolean startsDeflatedSip(byte[] bytes, int offset, int available) {
        int count = (int) Math.min(Math.min(payloadLength, PEEK), available - headerLength);
        byte[] peek = new byte[count];
        copy(bytes, offset, peek, 0, count);
        byte[] plain = new byte[PEEK];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(peek);
            return SipStartLine.isPresent(plain, 0, inflater.inflate(plain));
        } catch (DataFormatException e) {
            return false; // no compression, or it refers to messages that were missed
        } finally {
            inflater.end();
        }
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

    /** Ping, pong, close and whatever else may stand between the frames of a message. */
    boolean isControl() {
        return (opcode & 0x08) != 0;
    }

    /** Reserved bits or codes that nobody has given a meaning: no WebSocket, or one that has lost its place. */
    boolean isUnknown() {
        return unknown || (opcode > BINARY && opcode < 8) || opcode > 10 || (isControl() && payloadLength > 125);
    }

    boolean isLast() {
        return last;
    }

    /** RSV1 on the first frame of a message (RFC 7692 §6). */
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
