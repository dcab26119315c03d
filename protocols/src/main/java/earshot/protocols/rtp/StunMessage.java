// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * This is a STUN message that carries an application's datagram to or from a TURN server, read in place (RFC 8489 §5,
 * RFC 8656 §11). Good until the bytes change.
 *
 * <pre>
 * |0 0|  message type  |  length of the attributes  |
 * |                  magic cookie                   |
 * |             transaction id, 12 octets           |
 * |  attribute type | length | value, padded to a word | ...
 * </pre>
 */
public final class StunMessage {
    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int SEND_INDICATION = 0x0016;
    private static final int DATA_INDICATION = 0x0017;
    private static final int DATA = 0x0013;

    private int dataOffset;
    private int dataLength;
    private int dataCaptured;

    /** Whether a datagram is STUN; what was captured of it must hold the header. */
    static boolean isStun(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < HEADER) return false;
        int length = Bytes.u16(bytes, offset + 2);
        if (length % 4 != 0 || length + HEADER != claimed) return false;
        return Bytes.i32(bytes, offset + 4) == COOKIE || isClassic(bytes, offset, captured, claimed);
    }

    static boolean isDataIndication(int messageType) {
        return messageType == SEND_INDICATION || messageType == DATA_INDICATION;
    }

    /** RFC 3489 knows two methods and no cookie: its attributes must fill the message to the last octet. */
    private static boolean isClassic(byte[] bytes, int offset, int captured, int claimed) {
        boolean isKnown =
                switch (Bytes.u16(bytes, offset)) {
                    case 0x0001, 0x0101, 0x0111, 0x0002, 0x0102, 0x0112 -> true;
                    default -> false;
                };
        if (!isKnown || captured < claimed) return false;
        int end = offset + claimed;
        int at = offset + HEADER;
        while (at + ATTRIBUTE_HEADER <= end) at += ATTRIBUTE_HEADER + Bytes.u16(bytes, at + 2);
        return at == end;
    }

    /**
     * Looks for the datagram in an indication, of which the capture may have kept only the beginning.
     *
     * @param captured octets there are to read
     * @param claimed octets there were on the wire
     * @return false when it is no indication or carries nothing
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int claimed) {
        dataLength = 0;
        dataCaptured = 0;
        if (!isStun(bytes, offset, captured, claimed) || !isDataIndication(Bytes.u16(bytes, offset))) return false;
        int end = offset + claimed;
        int at = offset + HEADER;
        while (at + ATTRIBUTE_HEADER <= offset + captured) {
            int length = Bytes.u16(bytes, at + 2);
            int value = at + ATTRIBUTE_HEADER;
            if (value + length > end) return false;
            if (Bytes.u16(bytes, at) == DATA) {
                dataOffset = value;
                dataLength = length;
                dataCaptured = Math.min(length, offset + captured - value);
                return length > 0;
            }
            at = value + (length + 3 & ~3);
        }
        return false;
    }

    public int dataOffset() {
        return dataOffset;
    }

    /** Octets of the datagram on the wire. */
    public int dataLength() {
        return dataLength;
    }

    /** Octets of it that can be read. */
    public int dataCaptured() {
        return dataCaptured;
    }
}
