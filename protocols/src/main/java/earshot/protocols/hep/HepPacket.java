// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import earshot.protocols.Bytes;
import java.util.Arrays;

/**
 * This is one HEP packet, read in place: a payload, between which endpoints an agent saw it, and when. Good until the
 * bytes change.
 *
 * <p>Version 3 is the magic, the length of the whole in two octets, then chunks in any order:
 *
 * <pre>
 * |          vendor             |           type              |
 * |  length, these six included |  data ...
 * </pre>
 *
 * <p>Chunks of vendors and unknown types are stepped over by their length. Versions 1 and 2 are one fixed header and SIP
 * behind it; version 2 adds the time and the agent's number.
 */
public final class HepPacket {
    /** What {@link #wrap} made of the bytes; the text names the error. */
    public enum Verdict {
        HEP(""),
        NOT_HEP("not HEP"),
        /** Fewer octets than the header claims or needs. */
        CUT("ends inside"),
        /** Version 3: the length of the whole is not that of the datagram or frame. */
        BAD_LENGTH("total length is not that of the packet"),
        BAD_CHUNK_LENGTH("chunk length out of range"),
        /** A number or an address whose chunk has another size than it must have. */
        BAD_CHUNK_SIZE("chunk of the wrong size"),
        BAD_FAMILY("address family neither IPv4 nor IPv6"),
        NO_ADDRESSES("without addresses"),
        NO_PAYLOAD("without a payload");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    /** Time of an agent that did not tell it. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Octets of a version 3 packet that tell its length. */
    public static final int FRAME_HEADER = 6;

    private static final int MAGIC_HEP3 = 0x48455033;
    /** The other name of the protocol, allowed by its specification. */
    private static final int MAGIC_EEP3 = 0x45455033;

    private static final int CHUNK_HEADER = 6;
    private static final int GENERIC = 0;
    private static final int FAMILY_IPV4 = 2;
    private static final int FAMILY_IPV6 = 10;
    private static final int OLD_HEADER = 8;
    private static final int OLD_TIME = 10;
    private static final int UDP = 17;
    /** 2001 to 2096: when a clock of four octets is read in the wrong order, it is hardly ever in there. */
    private static final long EPOCH_MIN = 978_307_200L;

    private static final long EPOCH_MAX = 3_976_214_400L;
    private static final long MICROS_MAX = 1_000_000;

    private final int[] offsets = new int[HepChunk.LAST + 1];
    private final int[] lengths = new int[HepChunk.LAST + 1];
    private byte[] bytes = Bytes.NONE;
    private int version;
    private int end;

    /** Whether a datagram is version 3 by its magic and its length. */
    public static boolean isVersion3(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < FRAME_HEADER || !isMagic(bytes, offset)) return false;
        return Bytes.u16(bytes, offset + 4) == claimed && claimed > FRAME_HEADER;
    }

    /** Whether a datagram may be version 1 or 2: a weak sign, for the usual port only. */
    public static boolean isVersion1Or2(byte[] bytes, int offset, int captured) {
        if (captured < OLD_HEADER) return false;
        int version = Bytes.u8(bytes, offset);
        int family = Bytes.u8(bytes, offset + 2);
        int header = Bytes.u8(bytes, offset + 1);
        if (version != 1 && version != 2) return false;
        int fixed = family == FAMILY_IPV4 ? 16 : family == FAMILY_IPV6 ? 40 : -1;
        return header == fixed || (version == 2 && fixed > 0 && header > fixed && header <= fixed + OLD_TIME + 2);
    }

    /** Octets of the version 3 packet that starts there, 6 to 65535; -1 when none does. Six octets must be there. */
    public static int frameLength(byte[] bytes, int offset) {
        int length = Bytes.u16(bytes, offset + 4);
        return isMagic(bytes, offset) && length >= FRAME_HEADER ? length : -1;
    }

    private static boolean isMagic(byte[] bytes, int offset) {
        int magic = Bytes.i32(bytes, offset);
        return magic == MAGIC_HEP3 || magic == MAGIC_EEP3;
    }

    /** Reads one packet of any version; the length is the datagram's. */
    public Verdict wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.end = offset + length;
        Arrays.fill(offsets, 0);
        Arrays.fill(lengths, -1);
        version = 0;
        if (length < FRAME_HEADER) return Verdict.NOT_HEP;
        if (isMagic(bytes, offset)) return wrapVersion3(offset, length);
        return isVersion1Or2(bytes, offset, length) ? wrapOld(offset) : Verdict.NOT_HEP;
    }

    private Verdict wrapVersion3(int offset, int length) {
        version = 3;
        int total = Bytes.u16(bytes, offset + 4);
        if (total > length) return Verdict.CUT;
        if (total != length) return Verdict.BAD_LENGTH;
        int at = offset + FRAME_HEADER;
        while (at < end) {
            if (end - at < CHUNK_HEADER) return Verdict.BAD_CHUNK_LENGTH;
            int chunk = Bytes.u16(bytes, at + 4);
            if (chunk < CHUNK_HEADER || chunk > end - at) return Verdict.BAD_CHUNK_LENGTH;
            int type = Bytes.u16(bytes, at + 2);
            if (Bytes.u16(bytes, at) == GENERIC && type <= HepChunk.LAST) {
                if (!HepChunk.isSize(type, chunk - CHUNK_HEADER)) return Verdict.BAD_CHUNK_SIZE;
                set(type, at + CHUNK_HEADER, chunk - CHUNK_HEADER);
            }
            at += chunk;
        }
        return judge();
    }

    private Verdict judge() {
        int family = (int) number(HepChunk.FAMILY, -1);
        if (family != FAMILY_IPV4 && family != FAMILY_IPV6) return Verdict.BAD_FAMILY;
        if (!has(source()) || !has(destination())) return Verdict.NO_ADDRESSES;
        return has(HepChunk.PAYLOAD) || has(HepChunk.COMPRESSED_PAYLOAD) ? Verdict.HEP : Verdict.NO_PAYLOAD;
    }

    private Verdict wrapOld(int offset) {
        version = Bytes.u8(bytes, offset);
        int address = Bytes.u8(bytes, offset + 2) == FAMILY_IPV4 ? 4 : 16;
        int at = offset + OLD_HEADER + 2 * address;
        if (at > end) return Verdict.CUT;
        set(HepChunk.FAMILY, offset + 2, 1);
        set(HepChunk.IP_PROTOCOL, offset + 3, 1);
        set(HepChunk.SOURCE_PORT, offset + 4, 2);
        set(HepChunk.DESTINATION_PORT, offset + 6, 2);
        set(source(), offset + OLD_HEADER, address);
        set(destination(), offset + OLD_HEADER + address, address);
        if (version == 2) {
            if (end - at < OLD_TIME) return Verdict.CUT;
            set(HepChunk.TIME_SECONDS, at, 4);
            set(HepChunk.TIME_MICROS, at + 4, 4);
            set(HepChunk.AGENT_ID, at + 8, 2);
            at += OLD_TIME;
            at += padding(at);
        }
        if (at >= end) return Verdict.NO_PAYLOAD;
        set(HepChunk.PAYLOAD, at, end - at);
        return Verdict.HEP;
    }

    /** Some agents send the structure as their compiler laid it out, with two octets to fill up a word behind it. */
    private int padding(int at) {
        return end - at > 2 && !isText(bytes[at]) && isText(bytes[at + 2]) ? 2 : 0;
    }

    private static boolean isText(byte octet) {
        return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') || octet == '\r' || octet == '\n';
    }

    private void set(int type, int offset, int length) {
        offsets[type] = offset;
        lengths[type] = length;
    }

    private int source() {
        return isIpv4() ? HepChunk.SOURCE_IPV4 : HepChunk.SOURCE_IPV6;
    }

    private int destination() {
        return isIpv4() ? HepChunk.DESTINATION_IPV4 : HepChunk.DESTINATION_IPV6;
    }

    private boolean isIpv4() {
        return Bytes.u8(bytes, offsets[HepChunk.FAMILY]) == FAMILY_IPV4;
    }

    /** 1, 2 or 3. */
    public int version() {
        return version;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Whether a generic chunk of {@link HepChunk} is there; of two, the last counts. */
    public boolean has(int type) {
        return lengths[type] >= 0;
    }

    /** Where the data of a chunk starts; only when it {@link #has} one. */
    public int offset(int type) {
        return offsets[type];
    }

    /** Octets of data of a chunk; -1 when there is none. */
    public int length(int type) {
        return lengths[type];
    }

    /** The value of a chunk of one, two or four octets, unsigned; the other value when it is absent. */
    public long number(int type, long absent) {
        return switch (lengths[type]) {
            case 1 -> Bytes.u8(bytes, offsets[type]);
            case 2 -> Bytes.u16(bytes, offsets[type]);
            case 4 -> Bytes.u32(bytes, offsets[type]);
            default -> absent;
        };
    }

    /** 4 or 16. */
    public int addressLength() {
        return isIpv4() ? 4 : 16;
    }

    public int sourceOffset() {
        return offsets[source()];
    }

    public int destinationOffset() {
        return offsets[destination()];
    }

    /** 0 when the agent did not tell it. */
    public int sourcePort() {
        return (int) number(HepChunk.SOURCE_PORT, 0);
    }

    /** 0 when the agent did not tell it. */
    public int destinationPort() {
        return (int) number(HepChunk.DESTINATION_PORT, 0);
    }

    /** Number of the transport protocol; UDP when the agent did not tell it. */
    public int ipProtocol() {
        return (int) number(HepChunk.IP_PROTOCOL, UDP);
    }

    /** What the payload is, a {@link HepType}; SIP when the agent did not tell it. */
    public int type() {
        return (int) number(HepChunk.PROTOCOL_TYPE, HepType.SIP);
    }

    /** The agent's number, 0 to 4294967295; -1 when it did not tell it. */
    public long agentId() {
        if (version != 2) return number(HepChunk.AGENT_ID, -1);
        int id = offsets[HepChunk.AGENT_ID];
        return isLittleEndian() ? Bytes.u8(bytes, id) | Bytes.u8(bytes, id + 1) << 8 : Bytes.u16(bytes, id);
    }

    /** When the agent saw the payload, microseconds since 1970; {@link #NO_TIME} when it did not tell. */
    public long timeMicros() {
        if (!has(HepChunk.TIME_SECONDS)) return NO_TIME;
        boolean reversed = version == 2 && isLittleEndian();
        return seconds(reversed) * 1_000_000 + Math.min(micros(reversed), MICROS_MAX - 1);
    }

    private long seconds(boolean reversed) {
        int value = Bytes.i32(bytes, offsets[HepChunk.TIME_SECONDS]);
        return (reversed ? Integer.reverseBytes(value) : value) & 0xFFFF_FFFFL;
    }

    private long micros(boolean reversed) {
        if (!has(HepChunk.TIME_MICROS)) return 0;
        int value = Bytes.i32(bytes, offsets[HepChunk.TIME_MICROS]);
        return (reversed ? Integer.reverseBytes(value) : value) & 0xFFFF_FFFFL;
    }

    /** Version 2 never said which octet comes first: the order counts in which the time makes more sense. */
    private boolean isLittleEndian() {
        return plausibility(true) > plausibility(false);
    }

    private int plausibility(boolean reversed) {
        long seconds = seconds(reversed);
        int points = seconds >= EPOCH_MIN && seconds < EPOCH_MAX ? 1 : 0;
        return micros(reversed) < MICROS_MAX ? points + 2 : points;
    }

    /** Whether the payload is compressed; then it is read by {@link HepInflater}. */
    public boolean isCompressed() {
        return !has(HepChunk.PAYLOAD);
    }

    public int payloadOffset() {
        return offsets[isCompressed() ? HepChunk.COMPRESSED_PAYLOAD : HepChunk.PAYLOAD];
    }

    public int payloadLength() {
        return lengths[isCompressed() ? HepChunk.COMPRESSED_PAYLOAD : HepChunk.PAYLOAD];
    }
}
