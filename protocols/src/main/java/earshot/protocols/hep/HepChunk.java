// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

/** These are the generic chunks of HEP version 3 (revision 37 of its specification), those of vendor 0. */
public final class HepChunk {
    /** 2 for IPv4, 10 for IPv6. */
    public static final int FAMILY = 0x01;

    public static final int IP_PROTOCOL = 0x02;
    public static final int SOURCE_IPV4 = 0x03;
    public static final int DESTINATION_IPV4 = 0x04;
    public static final int SOURCE_IPV6 = 0x05;
    public static final int DESTINATION_IPV6 = 0x06;
    public static final int SOURCE_PORT = 0x07;
    public static final int DESTINATION_PORT = 0x08;
    /** Since 1970. */
    public static final int TIME_SECONDS = 0x09;

    public static final int TIME_MICROS = 0x0A;
    /** A {@link HepType}. */
    public static final int PROTOCOL_TYPE = 0x0B;

    public static final int AGENT_ID = 0x0C;
    /** Seconds. */
    public static final int KEEP_ALIVE = 0x0D;
    /** In clear. */
    public static final int AUTHENTICATION_KEY = 0x0E;

    public static final int PAYLOAD = 0x0F;
    /** By zlib or gzip. */
    public static final int COMPRESSED_PAYLOAD = 0x10;
    /** The Call-ID that the payload belongs to. */
    public static final int CORRELATION_ID = 0x11;

    public static final int VLAN = 0x12;
    public static final int AGENT_NAME = 0x13;
    public static final int SOURCE_MAC = 0x14;
    public static final int DESTINATION_MAC = 0x15;
    public static final int ETHERTYPE = 0x16;
    public static final int TCP_FLAGS = 0x17;
    public static final int IP_TOS = 0x18;
    /** Times 100, by a formula of the agent's own. */
    public static final int MOS = 0x20;

    public static final int R_FACTOR = 0x21;
    public static final int LOCATION = 0x22;
    public static final int JITTER = 0x23;
    /** Call or registration. */
    public static final int TRANSACTION_TYPE = 0x24;

    public static final int JSON_KEYS = 0x25;
    public static final int TAGS = 0x26;
    public static final int TAG_TYPE = 0x27;
    public static final int EVENT_TYPE = 0x28;
    public static final int GROUP_ID = 0x29;
    static final int LAST = GROUP_ID;

    private HepChunk() {}

    /** Whether a chunk of that type may hold so many octets. Only those are judged without which nothing can be said. */
    static boolean isSize(int type, int octets) {
        return switch (type) {
            case FAMILY, IP_PROTOCOL, PROTOCOL_TYPE -> octets == 1;
            case SOURCE_PORT, DESTINATION_PORT -> octets == 2;
            case SOURCE_IPV4, DESTINATION_IPV4, TIME_SECONDS, TIME_MICROS, AGENT_ID -> octets == 4;
            case SOURCE_IPV6, DESTINATION_IPV6 -> octets == 16;
            default -> true;
        };
    }
}
