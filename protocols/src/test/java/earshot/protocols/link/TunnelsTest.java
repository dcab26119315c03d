// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import static earshot.testkit.Frames.UDP;
import static earshot.testkit.Frames.ethernet;
import static earshot.testkit.Frames.ipv4;
import static earshot.testkit.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.link.FrameDecoder.Verdict;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each tunnel carries the same datagram, to port 40000; around it are others. */
class TunnelsTest {
    private static final int IPIP = 4;
    private static final int GRE = 47;
    private static final byte[] INNER = ipv4("192.0.2.1", "192.0.2.2", UDP, udp(5060, 40_000, new byte[5]));

    private final FrameDecoder frame = new FrameDecoder();

    private static byte[] carried(int protocol, byte[] payload) {
        return ipv4("10.0.0.1", "10.0.0.2", protocol, payload);
    }

    private static byte[] carriedByUdp(int port, byte[] payload) {
        return carried(UDP, udp(50_000, port, payload));
    }

    private void assertInnerIsFoundIn(byte[] packet) {
        assertThat(frame.decode(LinkType.RAW, packet, 0, packet.length)).isEqualTo(Verdict.UDP);
        assertThat(frame.destinationPort()).isEqualTo(40_000);
        assertThat(frame.payloadLength()).isEqualTo(5);
    }

    @Test
    void ipInIp() {
        assertInnerIsFoundIn(carried(IPIP, INNER));
    }

    @Test
    void greWithAndWithoutItsOptions() {
        assertInnerIsFoundIn(
                carried(GRE, new Octets().hex("0000 0800").raw(INNER).bytes()));
        assertInnerIsFoundIn(carried(
                GRE,
                new Octets()
                        .hex("b000 0800 00000000 0000002a 00000001")
                        .raw(INNER)
                        .bytes()));
        assertInnerIsFoundIn(
                carried(GRE, new Octets().hex("0000 6558").raw(ethernet(INNER)).bytes()));
    }

    @Test
    void erspanOfAllThreeTypes() {
        byte[] inside = ethernet(INNER);

        assertInnerIsFoundIn(
                carried(GRE, new Octets().hex("0000 88be").raw(inside).bytes()));
        assertInnerIsFoundIn(carried(
                GRE, new Octets().hex("1000 88be 00000001").zeros(8).raw(inside).bytes()));
        assertInnerIsFoundIn(carried(
                GRE,
                new Octets().hex("1000 22eb 00000001").zeros(12).raw(inside).bytes()));
        assertInnerIsFoundIn(carried(
                GRE,
                new Octets()
                        .hex("1000 22eb 00000001")
                        .zeros(11)
                        .u8(1)
                        .zeros(8)
                        .raw(inside)
                        .bytes()));
    }

    @Test
    void vxlanAndGeneve() {
        byte[] inside = ethernet(INNER);

        assertInnerIsFoundIn(carriedByUdp(
                4789, new Octets().hex("08000000 00002a00").raw(inside).bytes()));
        assertInnerIsFoundIn(carriedByUdp(
                6081,
                new Octets().hex("0100 6558 00002a00 00000000").raw(inside).bytes()));
    }

    @Test
    void gtpWithAndWithoutExtensions() {
        assertInnerIsFoundIn(carriedByUdp(
                2152, new Octets().hex("30ff 0021 0000002a").raw(INNER).bytes()));
        assertInnerIsFoundIn(carriedByUdp(
                2152,
                new Octets()
                        .hex("34ff 0029 0000002a 00000085 01000900")
                        .raw(INNER)
                        .bytes()));
    }

    @Test
    void tzspWithItsTags() {
        byte[] packet =
                new Octets().hex("01 00 0001 00 0a01ff 01").raw(ethernet(INNER)).bytes();

        assertInnerIsFoundIn(carriedByUdp(37008, packet));
    }

    @Test
    void aDatagramToATunnelsPortMayBeJustThat() { // a phone may well send its media to port 4789
        byte[] packet = carriedByUdp(
                4789, new Octets().hex("08000000 00002a00").zeros(9).bytes());

        assertThat(frame.decode(LinkType.RAW, packet, 0, packet.length)).isEqualTo(Verdict.UDP);
        assertThat(frame.destinationPort()).isEqualTo(4789);
        assertThat(frame.payloadLength()).isEqualTo(17);
    }

    @Test
    void tunnelsInTunnelsComeToAnEnd() {
        byte[] packet = INNER;
        for (int depth = 0; depth < 8; depth++) packet = carried(IPIP, packet);
        assertInnerIsFoundIn(packet);

        packet = carried(IPIP, packet);
        assertThat(frame.decode(LinkType.RAW, packet, 0, packet.length)).isEqualTo(Verdict.TOO_DEEP);
    }

    @Test
    void tagsUponTagsComeToAnEnd() {
        Octets tags = new Octets();
        for (int i = 0; i < 1000; i++) tags.hex("0001 8100");
        byte[] bytes = ethernet(0x8100, tags.bytes());

        assertThat(frame.decode(LinkType.ETHERNET, bytes, 0, bytes.length)).isEqualTo(Verdict.TOO_DEEP);
    }

    @Test
    void hostileBytesDoNotBreakThem() {
        byte[] vxlan = carriedByUdp(
                4789, new Octets().hex("08000000 00002a00").raw(ethernet(INNER)).bytes());
        byte[] gtp = carriedByUdp(
                2152,
                new Octets()
                        .hex("34ff 0029 0000002a 00000085 01000900")
                        .raw(INNER)
                        .bytes());
        byte[] erspan = carried(
                GRE,
                new Octets()
                        .hex("b000 22eb 00000000 0000002a 00000001")
                        .zeros(12)
                        .bytes());
        byte[] tzsp = carriedByUdp(
                37008,
                new Octets().hex("01 00 0001 00 0a01ff 01").raw(ethernet(INNER)).bytes());

        for (byte[] packet : List.of(vxlan, gtp, erspan, tzsp)) {
            HostileBytes.attack(packet, 8, (bytes, offset, length) -> {
                Verdict verdict = frame.decode(LinkType.RAW, bytes, offset, length);
                return verdict == Verdict.UDP
                        ? List.of(verdict, frame.payloadOffset() - offset, frame.claimedLength())
                        : verdict;
            });
        }
    }
}
