// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * This is what a receiver asks of a sender in a feedback packet, read in place (RFC 4585 §6, RFC 5104 §4, RFC 2032 §5.2):
 * to send packets again, to send a whole picture, to send no faster than that.
 *
 * <pre>
 * |V=2|P| format | 205 or 206 | length |
 * | SSRC of the one who asks            |
 * | SSRC of the media, or 0             |
 * | what is asked, by format ...        |
 * </pre>
 */
public final class Feedback {
    /** What is asked. */
    public enum Kind {
        /** Packets to be sent again. */
        NACK,
        /** A picture was lost: any that repairs it will do. */
        PICTURE_LOSS,
        /** A picture that needs no other is wanted. */
        FULL_INTRA,
        /** An upper bound for the bit rate: TMMBR, or REMB of the WebRTC browsers. */
        BIT_RATE,
        /** Anything else, or too short for what it says it is. */
        OTHER
    }

    private static final int NACK_FORMAT = 1;
    private static final int TMMBR_FORMAT = 3;
    private static final int PLI_FORMAT = 1;
    private static final int FIR_FORMAT = 4;
    private static final int APPLICATION_FORMAT = 15;
    private static final int REMB = 0x52454D42;

    private static final int CONTENT = 12;
    private static final int WORD = 4;

    private byte[] bytes = Bytes.NONE;
    private int at;
    private int length;
    private Kind kind = Kind.OTHER;

    /** Takes the packet that a compound stands at; false when it is no feedback, or encrypted. */
    public boolean wrap(RtcpCompound packet) {
        bytes = packet.bytes();
        at = packet.packetOffset();
        length = packet.length();
        if (packet.isEncrypted()) return false;
        kind = switch (packet.type()) {
            case RtcpCompound.OLD_FULL_INTRA_REQUEST -> length >= 8 ? Kind.FULL_INTRA : Kind.OTHER;
            case RtcpCompound.OLD_NEGATIVE_ACKNOWLEDGEMENT -> length >= 12 ? Kind.NACK : Kind.OTHER;
            case RtcpCompound.TRANSPORT_FEEDBACK -> transport(packet.count());
            case RtcpCompound.PAYLOAD_FEEDBACK -> payload(packet.count());
            default -> Kind.OTHER;
        };
        return switch (packet.type()) {
            case RtcpCompound.OLD_FULL_INTRA_REQUEST,
                    RtcpCompound.OLD_NEGATIVE_ACKNOWLEDGEMENT,
                    RtcpCompound.TRANSPORT_FEEDBACK,
                    RtcpCompound.PAYLOAD_FEEDBACK -> true;
            default -> false;
        };
    }

    private Kind transport(int format) {
        return switch (format) {
            case NACK_FORMAT -> length >= CONTENT + WORD ? Kind.NACK : Kind.OTHER;
            case TMMBR_FORMAT -> length >= CONTENT + 2 * WORD ? Kind.BIT_RATE : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    private Kind payload(int format) {
        return switch (format) {
            case PLI_FORMAT -> length >= CONTENT ? Kind.PICTURE_LOSS : Kind.OTHER;
            case FIR_FORMAT -> length >= CONTENT + 2 * WORD ? Kind.FULL_INTRA : Kind.OTHER;
            case APPLICATION_FORMAT ->
                length >= CONTENT + 3 * WORD && Bytes.i32(bytes, at + CONTENT) == REMB ? Kind.BIT_RATE : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    public Kind kind() {
        return kind;
    }

    /**
     * The stream that it is about, 0 to 4294967295: where the header leaves it out, the first one named behind it; 0 when
     * the packet ends before it.
     */
    public long mediaSsrc() {
        int type = Bytes.u8(bytes, at + 1);
        if (type == RtcpCompound.OLD_FULL_INTRA_REQUEST || type == RtcpCompound.OLD_NEGATIVE_ACKNOWLEDGEMENT)
            return length < 2 * WORD ? 0 : Bytes.u32(bytes, at + WORD);
        if (length < CONTENT) return 0;
        boolean isRemb = kind == Kind.BIT_RATE && type == RtcpCompound.PAYLOAD_FEEDBACK;
        if (isRemb) return Bytes.u32(bytes, at + CONTENT + 2 * WORD);
        if (kind == Kind.BIT_RATE || kind == Kind.FULL_INTRA) return Bytes.u32(bytes, at + CONTENT);
        return Bytes.u32(bytes, at + 8);
    }

    /** {@link Kind#NACK}: how many packets are asked for, each named packet and those of its bit map. */
    public int nackedPackets() {
        boolean isOld = Bytes.u8(bytes, at + 1) == RtcpCompound.OLD_NEGATIVE_ACKNOWLEDGEMENT;
        int packets = 0;
        for (int item = at + (isOld ? 8 : CONTENT); item + WORD <= at + length; item += WORD) {
            packets += 1 + Integer.bitCount(Bytes.u16(bytes, item + 2));
        }
        return packets;
    }

    /** {@link Kind#BIT_RATE}: at most so many bits per second; what does not fit the number is the largest one. */
    public long bitRateMaxBps() {
        boolean isRemb = Bytes.u8(bytes, at + 1) == RtcpCompound.PAYLOAD_FEEDBACK;
        int word = Bytes.i32(bytes, at + CONTENT + WORD);
        int exponent = isRemb ? word >>> 18 & 0x3F : word >>> 26;
        long mantissa = isRemb ? word & 0x3_FFFF : word >>> 9 & 0x1_FFFF;
        boolean fits = mantissa == 0 || exponent < Long.numberOfLeadingZeros(mantissa);
        return fits ? mantissa << exponent : Long.MAX_VALUE;
    }
}
