// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import static earshot.testkit.Frames.UDP;
import static earshot.testkit.Frames.ethernet;
import static earshot.testkit.Frames.ipv4;
import static earshot.testkit.Frames.tag;
import static earshot.testkit.Frames.udp;
import static earshot.testkit.Frames.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.link.FrameDecoder.Verdict;
import earshot.testkit.AllocationMeter;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import org.junit.jupiter.api.Test;

/** What is said of the layers around one datagram, and which of them make it another network. */
class EncapsulationTest {
    private static final int GRE = 47;
    private static final byte[] INNER = ipv4("192.0.2.1", "192.0.2.2", UDP, udp(5060, 40_000, new byte[5]));
    private static final byte[] VXLAN_5001 =
            new Octets().hex("08000000 00138900").raw(ethernet(INNER)).bytes();

    private final FrameDecoder frame = new FrameDecoder();

    private String around(int linkType, byte[] bytes) {
        assertThat(frame.decode(linkType, bytes, 0, bytes.length)).isEqualTo(Verdict.UDP);
        assertThat(frame.destinationPort()).isEqualTo(40_000);
        assertThat(frame.payloadLength()).isEqualTo(5);
        return frame.encapsulation().text();
    }

    private long networkOf(byte[] bytes) {
        around(LinkType.ETHERNET, bytes);
        return frame.encapsulation().network();
    }

    private static byte[] carried(int protocol, byte[] payload) {
        return ipv4("10.0.0.1", "10.0.0.2", protocol, payload);
    }

    private static byte[] carriedByUdp(int port, byte[] payload) {
        return carried(UDP, udp(50_000, port, payload));
    }

    private String aroundGre(String header, byte[] inside) {
        return around(
                LinkType.RAW, carried(GRE, new Octets().hex(header).raw(inside).bytes()));
    }

    @Test
    void tagsAreNamedFromOutsideIn() {
        assertThat(around(LinkType.ETHERNET, ethernet(INNER))).isEmpty();
        assertThat(around(LinkType.ETHERNET, vlan(100, INNER))).isEqualTo("vlan 100");
        assertThat(around(LinkType.ETHERNET, ethernet(0x88A8, tag(7, 0x8100, tag(100, 0x0800, INNER)))))
                .isEqualTo("vlan 7 > vlan 100");
        assertThat(around(
                        LinkType.ETHERNET,
                        ethernet(
                                0x8847,
                                new Octets().hex("00010040 00011140").raw(INNER).bytes())))
                .isEqualTo("mpls 16 > mpls 17");
        assertThat(around(
                        LinkType.ETHERNET,
                        ethernet(
                                0x8864,
                                new Octets()
                                        .hex("1100 0012 0023 0021")
                                        .raw(INNER)
                                        .bytes())))
                .isEqualTo("pppoe 18");
    }

    @Test
    void aPriorityTagIsNoVlan() { // IEEE 802.1Q: the null VLAN id
        assertThat(around(LinkType.ETHERNET, ethernet(0x8100, tag(0xA000, 0x0800, INNER))))
                .isEmpty();
    }

    @Test
    void tunnelsAreNamedWithTheirNumbers() {
        assertThat(around(LinkType.ETHERNET, vlan(7, carriedByUdp(4789, VXLAN_5001))))
                .isEqualTo("vlan 7 > vxlan 5001");
        assertThat(around(
                        LinkType.RAW,
                        carriedByUdp(
                                6081,
                                new Octets()
                                        .hex("0000 6558 00138900")
                                        .raw(ethernet(INNER))
                                        .bytes())))
                .isEqualTo("geneve 5001");
        assertThat(around(
                        LinkType.RAW,
                        carriedByUdp(
                                2152,
                                new Octets()
                                        .hex("30ff 0021 ffffffff")
                                        .raw(INNER)
                                        .bytes())))
                .isEqualTo("gtp-u 0xffffffff");
        assertThat(around(LinkType.RAW, carried(4, INNER))).isEqualTo("ip");
        assertThat(aroundGre("0000 0800", INNER)).isEqualTo("gre");
        assertThat(aroundGre("2000 0800 00001a2b", INNER)).isEqualTo("gre 0x1a2b");
        assertThat(around(
                        LinkType.RAW,
                        carriedByUdp(
                                37008,
                                new Octets()
                                        .hex("01 00 0001 01")
                                        .raw(ethernet(INNER))
                                        .bytes())))
                .isEqualTo("tzsp");
    }

    /** PPTP (RFC 2637): version 1, key of payload length and call id, then PPP with its address octets. */
    @Test
    void pppInGre() {
        assertThat(aroundGre("3081 880b 0025 0007 00000001 00000000 ff03 0021", INNER))
                .isEqualTo("gre 0x7");
    }

    /** draft-foschiano-erspan: version, vlan, class and tag mark, session. A mark of 2: the tag stands in the header. */
    @Test
    void erspanNamesItsSessionAndTheTagItTookOff() {
        assertThat(aroundGre("0000 88be", ethernet(INNER))).isEqualTo("erspan");
        assertThat(aroundGre("1000 88be 00000001 1064 1005 00000000", ethernet(INNER)))
                .isEqualTo("erspan 5 > vlan 100");
        assertThat(aroundGre("1000 88be 00000001 1064 1805 00000000", vlan(100, INNER)))
                .isEqualTo("erspan 5 > vlan 100");
        assertThat(aroundGre("1000 22eb 00000001 2001 0005 00000000 0000 0000", ethernet(INNER)))
                .isEqualTo("erspan 5");
        assertThat(aroundGre("1000 22eb 00000001 2001 0005 00000000 0000 0800", INNER))
                .isEqualTo("erspan 5");
    }

    @Test
    void vxlanWithAGroupPolicyAndWithANextProtocol() {
        byte[] policy =
                new Octets().hex("88000010 00138900").raw(ethernet(INNER)).bytes();
        byte[] generic = new Octets().hex("0c000001 00138900").raw(INNER).bytes();

        assertThat(around(LinkType.RAW, carriedByUdp(4789, policy))).isEqualTo("vxlan 5001");
        assertThat(around(LinkType.RAW, carriedByUdp(4790, generic))).isEqualTo("vxlan 5001");
    }

    @Test
    void whatTurnsOutToBeADatagramIsInNoTunnel() {
        byte[] packet = carriedByUdp(
                4789, new Octets().hex("08000000 00002a00").zeros(9).bytes());

        assertThat(frame.decode(LinkType.RAW, packet, 0, packet.length)).isEqualTo(Verdict.UDP);
        assertThat(frame.destinationPort()).isEqualTo(4789);
        assertThat(frame.encapsulation().text()).isEmpty();
    }

    @Test
    void vlansAndNetworkIdentifiersMakeANetworkAndTunnelsDoNot() {
        long plain = networkOf(ethernet(INNER));
        long seven = networkOf(vlan(7, INNER));
        long eight = networkOf(vlan(8, INNER));
        long vxlan = networkOf(ethernet(carriedByUdp(4789, VXLAN_5001)));
        byte[] gtp = new Octets().hex("30ff 0021 0000002a").raw(INNER).bytes();

        assertThat(plain).isZero();
        assertThat(seven).isNotZero().isNotEqualTo(eight).isNotEqualTo(vxlan);
        assertThat(networkOf(ethernet(carriedByUdp(2152, gtp)))).isZero();
        assertThat(networkOf(vlan(7, carried(4, INNER)))).isEqualTo(seven);
    }

    /** RFC 4448: with a control word or without; an address may begin with any nibble. */
    @Test
    void ethernetInMplsWithWhateverItsAddressBegins() {
        for (String first : new String[] {"02", "42", "62", "a2"}) {
            byte[] inside = ethernet(INNER);
            inside[0] = (byte) Integer.parseInt(first, 16);
            byte[] bare = new Octets().hex("00011140").raw(inside).bytes();
            byte[] controlled =
                    new Octets().hex("00011140 00000000").raw(inside).bytes();

            assertThat(around(LinkType.MPLS, bare)).as(first).isEqualTo("mpls 17");
            assertThat(around(LinkType.MPLS, controlled)).as(first).isEqualTo("mpls 17");
        }
    }

    @Test
    void ciscoHdlcByItsOwnLinkTypeAndByThatOfPpp() {
        byte[] bytes = new Octets().hex("0f00 0800").raw(INNER).bytes();

        assertThat(around(LinkType.CISCO_HDLC, bytes)).isEmpty();
        assertThat(around(LinkType.PPP_HDLC, bytes)).isEmpty();
        assertThat(around(
                        LinkType.PPP_HDLC,
                        new Octets().hex("ff03 0021").raw(INNER).bytes()))
                .isEmpty();
    }

    /** Linux netfilter log: attribute 10 is a prefix of 2 octets and padding, attribute 9 the packet. */
    @Test
    void aPacketLogHoldsItsPacketAmongAttributes() {
        Octets log = new Octets().hex("02 00 0001 0600 0a00 61000000");
        log.u8(INNER.length + 4).u8(0).hex("0900").raw(INNER).zeros(3);

        assertThat(around(LinkType.NFLOG, log.bytes())).isEmpty();
    }

    @Test
    void wirelessFramesAreNotDecodedAndSaySo() {
        assertThat(frame.decode(LinkType.IEEE_802_11_RADIOTAP, new byte[40], 0, 40))
                .isEqualTo(Verdict.UNKNOWN_LINK);
        assertThat(frame.reason()).isEqualTo("802.11 is not decoded");

        byte[] tzsp = carriedByUdp(
                37008, new Octets().hex("01 00 0012 01 0800").zeros(30).bytes());
        assertThat(frame.decode(LinkType.RAW, tzsp, 0, tzsp.length)).isEqualTo(Verdict.UNKNOWN_LINK);
        assertThat(frame.reason()).isEqualTo("802.11 is not decoded");

        assertThat(frame.decode(147, new byte[40], 0, 40)).isEqualTo(Verdict.UNKNOWN_LINK);
        assertThat(frame.reason()).isEqualTo("unsupported link type");
    }

    @Test
    void aReassembledDatagramKeepsWhatWasAroundItsFragments() {
        byte[] fragment = vlan(7, Frames.ipv4Fragment("192.0.2.1", "192.0.2.2", UDP, 1, 8, false, new byte[5]));
        assertThat(frame.decode(LinkType.ETHERNET, fragment, 0, fragment.length))
                .isEqualTo(Verdict.FRAGMENT);

        assertThat(frame.decodeReassembled(INNER, INNER.length)).isEqualTo(Verdict.UDP);

        assertThat(frame.encapsulation().text()).isEqualTo("vlan 7");
    }

    @Test
    void decodingAllocatesNothing() {
        byte[] bytes = vlan(7, carriedByUdp(4789, VXLAN_5001));

        long allocated =
                AllocationMeter.allocatedBytes(100_000, () -> frame.decode(LinkType.ETHERNET, bytes, 0, bytes.length));

        assertThat(allocated).isLessThan(100_000);
    }
}
