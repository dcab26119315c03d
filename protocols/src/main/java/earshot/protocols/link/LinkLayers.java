// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import earshot.protocols.Bytes;

/**
 * This is the cursor that walks from a link layer to the IP header below it: Ethernet with its tags, MPLS, PPPoE and
 * PPP, HDLC, Linux cooked captures and packet log, BSD loopback.
 */
final class LinkLayers {
    /** Where the walk stands. */
    enum Next {
        IP,
        NOT_IP,
        TRUNCATED,
        MALFORMED,
        TOO_DEEP,
        UNKNOWN_LINK
    }

    /** The header that the cursor is at. */
    enum Layer {
        ETHERNET,
        ETHERTYPE,
        MPLS,
        PPPOE,
        PPP,
        IP,
        NOT_IP,
        TRUNCATED,
        MALFORMED,
        UNKNOWN_LINK
    }

    static final int ETHERTYPE_TRANSPARENT_BRIDGING = 0x6558;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_MIN = 1536;
    private static final int SNAP = 0xAAAA;
    private static final int NFLOG_PAYLOAD = 9;
    static final String WIRELESS = "802.11 is not decoded";

    private final Encapsulation encapsulation;
    private byte[] bytes = Bytes.NONE;
    private int at;
    private int end;
    private int etherType;
    private int tags;
    private Layer layer = Layer.UNKNOWN_LINK;
    private String reason = "";

    LinkLayers(Encapsulation encapsulation) {
        this.encapsulation = encapsulation;
    }

    void start(int linkType, byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        at = offset;
        end = offset + length;
        tags = 0;
        layer = first(linkType);
    }

    /** Goes on behind a tunnel header; the end stays where it was or comes nearer. */
    void resume(Layer layer, int etherType, int at, int end) {
        this.layer = layer;
        this.etherType = etherType;
        this.at = at;
        this.end = Math.min(this.end, end);
    }

    /** Ends the walk at something that is known by name, and not decoded. */
    Layer unsupported(String reason) {
        this.reason = reason;
        return Layer.UNKNOWN_LINK;
    }

    private Layer first(int linkType) {
        return switch (linkType) {
            case LinkType.ETHERNET -> Layer.ETHERNET;
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.IPV4, LinkType.IPV6 -> Layer.IP;
            case LinkType.PPP, LinkType.PPP_HDLC -> Layer.PPP;
            case LinkType.CISCO_HDLC -> ciscoHdlc();
            case LinkType.PPP_ETHER -> Layer.PPPOE;
            case LinkType.MPLS -> Layer.MPLS;
            case LinkType.LINUX_SLL -> cooked(16, 14);
            case LinkType.LINUX_SLL2 -> cooked(20, 0);
            case LinkType.NULL, LinkType.LOOP -> loopback();
            case LinkType.NFLOG -> packetLog();
            case LinkType.IEEE_802_11,
                    LinkType.IEEE_802_11_PRISM,
                    LinkType.IEEE_802_11_RADIOTAP,
                    LinkType.IEEE_802_11_AVS -> unsupported(WIRELESS);
            default -> unsupported("unsupported link type");
        };
    }

    /** Peels until an IP header, or until it is clear that there is none. */
    Next peelToIp(int tagsMax) {
        while (tags <= tagsMax) {
            switch (layer) {
                case ETHERNET -> layer = ethernet();
                case ETHERTYPE -> layer = etherType();
                case MPLS -> layer = mpls();
                case PPPOE -> layer = pppoe();
                case PPP -> layer = ppp();
                case IP -> {
                    return remaining() < 1 ? Next.TRUNCATED : Next.IP;
                }
                case NOT_IP -> {
                    return Next.NOT_IP;
                }
                case TRUNCATED -> {
                    return Next.TRUNCATED;
                }
                case MALFORMED -> {
                    return Next.MALFORMED;
                }
                case UNKNOWN_LINK -> {
                    return Next.UNKNOWN_LINK;
                }
            }
        }
        return Next.TOO_DEEP;
    }

    private Layer ethernet() {
        if (remaining() < 14) return Layer.TRUNCATED;
        etherType = Bytes.u16(bytes, at + 12);
        at += 14;
        return Layer.ETHERTYPE;
    }

    private Layer etherType() {
        if (etherType < ETHERTYPE_MIN) return llc();
        return switch (etherType) {
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> Layer.IP;
            case 0x8100, 0x88A8, 0x9100, 0x9200, 0x9300 -> vlanTag();
            case 0x8847, 0x8848 -> Layer.MPLS;
            case 0x8864 -> Layer.PPPOE;
            case ETHERTYPE_TRANSPARENT_BRIDGING -> bridged();
            default -> Layer.NOT_IP;
        };
    }

    private Layer bridged() {
        tags++;
        return Layer.ETHERNET;
    }

    /** IEEE 802.3 with a length: IP only behind a SNAP header. */
    private Layer llc() {
        if (remaining() < 8) return Layer.NOT_IP;
        if (Bytes.u16(bytes, at) != SNAP || Bytes.u8(bytes, at + 2) != 3) return Layer.NOT_IP;
        if (Bytes.u24(bytes, at + 3) != 0) return Layer.NOT_IP;
        int type = Bytes.u16(bytes, at + 6);
        if (type < ETHERTYPE_MIN) return Layer.NOT_IP;
        etherType = type;
        at += 8;
        return Layer.ETHERTYPE;
    }

    private Layer vlanTag() {
        if (remaining() < 4) return Layer.TRUNCATED;
        int id = Bytes.u16(bytes, at) & 0x0FFF;
        if (id != 0) encapsulation.add(Encapsulation.Layer.VLAN, id); // 0 tells a priority alone
        etherType = Bytes.u16(bytes, at + 2);
        at += 4;
        tags++;
        return Layer.ETHERTYPE;
    }

    /** Labels up to the bottom of the stack (RFC 3032); what lies under them is guessed from its first nibble. */
    private Layer mpls() {
        if (remaining() < 4) return Layer.TRUNCATED;
        boolean bottom = (Bytes.u8(bytes, at + 2) & 1) != 0;
        encapsulation.add(Encapsulation.Layer.MPLS, Bytes.u24(bytes, at) >> 4);
        at += 4;
        tags++;
        if (!bottom) return Layer.MPLS;
        if (remaining() < 1) return Layer.TRUNCATED;
        return switch (Bytes.u8(bytes, at) >> 4) {
            case 4, 6 -> looksLikeEthernet(at) && !looksLikeIp() ? Layer.ETHERNET : Layer.IP;
            // a pseudowire's control word (RFC 4385), or the zero in a hardware address where there is none
            case 0 -> looksLikeEthernet(at) && !looksLikeEthernet(at + 4) ? Layer.ETHERNET : skip(4, Layer.ETHERNET);
            default -> Layer.ETHERNET;
        };
    }

    /** Whether an IP packet there is as long as it says; a hardware address may begin with the same nibble. */
    private boolean looksLikeIp() {
        if (remaining() < 40) return false;
        boolean isIpv6 = Bytes.u8(bytes, at) >> 4 == 6;
        return remaining() == (isIpv6 ? 40 + Bytes.u16(bytes, at + 4) : Bytes.u16(bytes, at + 2));
    }

    private boolean looksLikeEthernet(int at) {
        if (end - at < 14) return false;
        return switch (Bytes.u16(bytes, at + 12)) {
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6, 0x0806, 0x8100, 0x88A8, 0x8847, 0x8864 -> true;
            default -> false;
        };
    }

    private Layer pppoe() {
        if (remaining() < 6) return Layer.TRUNCATED;
        if (Bytes.u8(bytes, at) != 0x11) return malformed("pppoe version");
        if (Bytes.u8(bytes, at + 1) != 0) return Layer.NOT_IP; // discovery
        encapsulation.add(Encapsulation.Layer.PPPOE, Bytes.u16(bytes, at + 2));
        at += 6;
        tags++;
        return Layer.PPP;
    }

    /** The protocol field, of one octet when it is odd (RFC 1661 §6.5), after HDLC's FF 03 if that was kept. */
    private Layer ppp() {
        if (remaining() < 2) return Layer.TRUNCATED;
        int address = Bytes.u8(bytes, at);
        if (address == 0x0F || address == 0x8F) return ciscoHdlc(); // on the same link type
        if (Bytes.u16(bytes, at) == 0xFF03) at += 2;
        if (remaining() < 2) return Layer.TRUNCATED;
        boolean compressed = (Bytes.u8(bytes, at) & 1) != 0;
        int protocol = compressed ? Bytes.u8(bytes, at) : Bytes.u16(bytes, at);
        at += compressed ? 1 : 2;
        return switch (protocol) {
            case 0x0021, 0x0057 -> Layer.IP;
            case 0x0281, 0x0283 -> Layer.MPLS;
            default -> Layer.NOT_IP;
        };
    }

    /** Unicast or broadcast, a zero, and an EtherType (RFC 1547 4.3.1). */
    private Layer ciscoHdlc() {
        return cooked(4, 2);
    }

    /** Linux netfilter log: attributes in the byte order of the machine that captured, one of them the IP packet. */
    private Layer packetLog() {
        if (remaining() < 4) return Layer.TRUNCATED;
        at += 4; // family, version, resource
        while (remaining() >= 4) {
            int length = Bytes.u8(bytes, at) | (Bytes.u8(bytes, at + 1) << 8);
            int type = Bytes.u8(bytes, at + 2) | (Bytes.u8(bytes, at + 3) << 8);
            if (length > remaining() && Bytes.u16(bytes, at) <= remaining()) {
                length = Bytes.u16(bytes, at);
                type = Bytes.u16(bytes, at + 2);
            }
            if (length < 4) return malformed("nflog attribute length");
            if (type == NFLOG_PAYLOAD) {
                end = Math.min(end, at + length);
                at += 4;
                return Layer.IP;
            }
            int padded = (length + 3) & ~3;
            if (padded > remaining()) return Layer.TRUNCATED;
            at += padded;
        }
        return Layer.NOT_IP;
    }

    /** Linux cooked capture: a header of fixed length that holds an EtherType somewhere. */
    private Layer cooked(int headerLength, int typeAt) {
        if (remaining() < headerLength) return Layer.TRUNCATED;
        etherType = Bytes.u16(bytes, at + typeAt);
        at += headerLength;
        return Layer.ETHERTYPE;
    }

    /** BSD loopback: an address family in the byte order of the machine that captured; the IP version tells enough. */
    private Layer loopback() {
        if (remaining() < 4) return Layer.TRUNCATED;
        int family = Bytes.i32(bytes, at);
        if ((family & 0xFFFF) == 0) family = Integer.reverseBytes(family);
        at += 4;
        return switch (family) {
            case 2, 10, 24, 28, 30 -> Layer.IP;
            default -> Layer.NOT_IP;
        };
    }

    private Layer skip(int octets, Layer next) {
        if (remaining() < octets) return Layer.TRUNCATED;
        at += octets;
        return next;
    }

    private Layer malformed(String reason) {
        this.reason = reason;
        return Layer.MALFORMED;
    }

    int at() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    String reason() {
        return reason;
    }
}
