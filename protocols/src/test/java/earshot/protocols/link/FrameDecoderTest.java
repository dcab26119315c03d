// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import static earshot.testkit.Frames.UDP;
import static earshot.testkit.Frames.ethernet;
import static earshot.testkit.Frames.ipv4;
import static earshot.testkit.Frames.ipv6;
import static earshot.testkit.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.IpAddress;
import earshot.protocols.link.FrameDecoder.Verdict;
import earshot.testkit.AllocationMeter;
import earshot.testkit.Frames;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final int OFFSET = 3;
    private static final byte[] PAYLOAD = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] IPV4 = ipv4("192.0.2.1", "198.51.100.2", UDP, udp(5060, 40_000, PAYLOAD));
    private static final byte[] IPV6 = ipv6("2001:db8::1", "2001:db8::2", UDP, udp(5060, 40_000, PAYLOAD));

    private final FrameDecoder frame = new FrameDecoder();

    private Verdict decode(int linkType, byte[] bytes) {
        byte[] amid = new Octets().hex("45ff45").raw(bytes).hex("4500ff4500").bytes();
        return frame.decode(linkType, amid, OFFSET, bytes.length);
    }

    private void assertIsTheDatagram() {
        assertThat(frame.verdict()).isEqualTo(Verdict.UDP);
        assertThat(frame.sourcePort()).isEqualTo(5060);
        assertThat(frame.destinationPort()).isEqualTo(40_000);
        assertThat(frame.payloadLength()).isEqualTo(5);
        assertThat(frame.claimedLength()).isEqualTo(5);
        assertThat(Arrays.copyOfRange(frame.bytes(), frame.payloadOffset(), frame.payloadOffset() + 5))
                .isEqualTo(PAYLOAD);
    }

    private String source() {
        return IpAddress.text(frame.bytes(), frame.sourceOffset(), frame.addressLength());
    }

    private String destination() {
        return IpAddress.text(frame.bytes(), frame.destinationOffset(), frame.addressLength());
    }

    @Test
    void udpOverIpv4OverEthernet() {
        decode(LinkType.ETHERNET, ethernet(IPV4));

        assertIsTheDatagram();
        assertThat(source()).isEqualTo("192.0.2.1");
        assertThat(destination()).isEqualTo("198.51.100.2");
        assertThat(frame.dscp()).isEqualTo(46);
        assertThat(frame.ttl()).isEqualTo(64);
        assertThat(frame.encapsulation().text()).isEmpty();
        assertThat(frame.encapsulation().network()).isZero();
    }

    @Test
    void udpOverIpv6() {
        decode(LinkType.ETHERNET, ethernet(IPV6));

        assertIsTheDatagram();
        assertThat(source()).isEqualTo("2001:db8::1");
        assertThat(destination()).isEqualTo("2001:db8::2");
        assertThat(frame.dscp()).isEqualTo(46);
        assertThat(frame.ttl()).isEqualTo(64);
    }

    @Test
    void ipv6ExtensionHeadersAreSteppedOver() { // hop-by-hop, then destination options of 16 octets
        byte[] payload = new Octets()
                .hex("3c00 000000000000")
                .hex("1101 0000000000000000000000000000")
                .raw(udp(5060, 40_000, PAYLOAD))
                .bytes();

        decode(LinkType.ETHERNET, ethernet(ipv6("2001:db8::1", "2001:db8::2", 0, payload)));

        assertIsTheDatagram();
    }

    @Test
    void vlanTagsStack() {
        decode(LinkType.ETHERNET, Frames.vlan(100, IPV4));
        assertIsTheDatagram();
        assertThat(frame.encapsulation().text()).isEqualTo("vlan 100");

        byte[] inner = Frames.tag(7, 0x0800, IPV4);
        decode(LinkType.ETHERNET, ethernet(0x88A8, Frames.tag(100, 0x8100, inner)));
        assertIsTheDatagram();
        assertThat(frame.encapsulation().text()).isEqualTo("vlan 100 > vlan 7");
    }

    @Test
    void mplsPppoeAndSnap() {
        decode(
                LinkType.ETHERNET,
                ethernet(0x8847, new Octets().hex("00010040 00020140").raw(IPV4).bytes()));
        assertIsTheDatagram();

        decode(
                LinkType.ETHERNET,
                ethernet(
                        0x8864,
                        new Octets().hex("1100 0001 0027 0021").raw(IPV4).bytes()));
        assertIsTheDatagram();

        decode(
                LinkType.ETHERNET,
                ethernet(41, new Octets().hex("aaaa03 000000 0800").raw(IPV4).bytes()));
        assertIsTheDatagram();
    }

    @Test
    void otherLinkTypes() {
        decode(LinkType.RAW, IPV6);
        assertIsTheDatagram();
        decode(
                LinkType.LINUX_SLL,
                new Octets()
                        .hex("0000 0001 0006 0200000000010000 0800")
                        .raw(IPV4)
                        .bytes());
        assertIsTheDatagram();
        decode(
                LinkType.LINUX_SLL2,
                new Octets()
                        .hex("86dd 0000 00000002 0001 00 06")
                        .zeros(8)
                        .raw(IPV6)
                        .bytes());
        assertIsTheDatagram();
        decode(LinkType.NULL, new Octets().hex("02000000").raw(IPV4).bytes());
        assertIsTheDatagram();
        decode(LinkType.LOOP, new Octets().hex("0000001c").raw(IPV6).bytes());
        assertIsTheDatagram();
        decode(LinkType.PPP, new Octets().hex("ff03 0021").raw(IPV4).bytes());
        assertIsTheDatagram();
        decode(LinkType.PPP, new Octets().hex("21").raw(IPV4).bytes()); // protocol field compressed
        assertIsTheDatagram();
    }

    @Test
    void whatIsNotIpIsSaidSo() {
        assertThat(decode(LinkType.ETHERNET, ethernet(0x0806, new byte[28]))).isEqualTo(Verdict.NOT_IP);
        assertThat(decode(
                        LinkType.ETHERNET,
                        ethernet(38, new Octets().hex("424203").zeros(35).bytes())))
                .isEqualTo(Verdict.NOT_IP);
        assertThat(decode(147, IPV4)).isEqualTo(Verdict.UNKNOWN_LINK);
    }

    @Test
    void paddingOfShortFramesIsNotPayload() {
        byte[] frameBytes = Arrays.copyOf(ethernet(IPV4), 60);

        decode(LinkType.ETHERNET, frameBytes);

        assertIsTheDatagram();
    }

    @Test
    void aTotalLengthOfZeroMeansTheFrame() { // segmentation offload
        byte[] packet = IPV4.clone();
        packet[2] = 0;
        packet[3] = 0;

        decode(LinkType.RAW, packet);

        assertIsTheDatagram();
    }

    @Test
    void aCaptureThatKeptTheHeadersTellsTheSize() {
        byte[] whole = ethernet(ipv4("192.0.2.1", "192.0.2.2", UDP, udp(4000, 4002, new byte[172])));
        byte[] kept = Arrays.copyOf(whole, 54); // 12 octets of payload

        assertThat(decode(LinkType.ETHERNET, kept)).isEqualTo(Verdict.UDP);
        assertThat(frame.payloadLength()).isEqualTo(12);
        assertThat(frame.claimedLength()).isEqualTo(172);
    }

    @Test
    void endsInsideHeadersAreTruncated() {
        byte[] whole = ethernet(IPV4);

        assertThat(decode(LinkType.ETHERNET, Arrays.copyOf(whole, 13))).isEqualTo(Verdict.TRUNCATED);
        assertThat(decode(LinkType.ETHERNET, Arrays.copyOf(whole, 14))).isEqualTo(Verdict.TRUNCATED);
        assertThat(decode(LinkType.ETHERNET, Arrays.copyOf(whole, 33))).isEqualTo(Verdict.TRUNCATED);
        assertThat(decode(LinkType.ETHERNET, Arrays.copyOf(whole, 41))).isEqualTo(Verdict.TRUNCATED);
        assertThat(decode(LinkType.ETHERNET, Arrays.copyOf(whole, 42))).isEqualTo(Verdict.UDP);
    }

    @Test
    void contradictionsAreNamed() {
        byte[] shortHeader = IPV4.clone();
        shortHeader[0] = 0x44;
        assertThat(decode(LinkType.RAW, shortHeader)).isEqualTo(Verdict.MALFORMED);
        assertThat(frame.reason()).isEqualTo("ip header length");

        byte[] shortTotal = IPV4.clone();
        shortTotal[3] = 19;
        assertThat(decode(LinkType.RAW, shortTotal)).isEqualTo(Verdict.MALFORMED);
        assertThat(frame.reason()).isEqualTo("ip total length");

        byte[] version5 = IPV4.clone();
        version5[0] = 0x55;
        assertThat(decode(LinkType.RAW, version5)).isEqualTo(Verdict.MALFORMED);

        assertThat(decode(LinkType.RAW, ipv4("192.0.2.1", "192.0.2.2", UDP, new byte[7])))
                .isEqualTo(Verdict.MALFORMED);
        assertThat(frame.reason()).isEqualTo("udp header length");
    }

    @Test
    void fragmentsCarryNoPorts() {
        byte[] middle = Frames.ipv4Fragment("192.0.2.1", "192.0.2.2", UDP, 77, 1480, true, new byte[64]);

        assertThat(decode(LinkType.RAW, middle)).isEqualTo(Verdict.FRAGMENT);
        assertThat(frame.sourcePort()).isZero();
        assertThat(frame.ip().fragmentOffset()).isEqualTo(1480);
        assertThat(frame.ip().hasMoreFragments()).isTrue();
        assertThat(frame.ip().fragmentId()).isEqualTo(77);
    }

    @Test
    void anAtomicFragmentIsAWholeDatagram() { // RFC 6946
        byte[] payload = Frames.ipv6Fragment(UDP, 9, 0, false, udp(5060, 40_000, PAYLOAD));

        decode(LinkType.RAW, ipv6("2001:db8::1", "2001:db8::2", 44, payload));

        assertIsTheDatagram();
    }

    @Test
    void theCoverageOfUdpLiteIsNotItsLength() { // RFC 3828: 8 covers the header alone
        byte[] datagram = udp(5060, 40_000, PAYLOAD);
        datagram[5] = 8;

        decode(LinkType.RAW, ipv4("192.0.2.1", "198.51.100.2", 136, datagram));

        assertIsTheDatagram();
    }

    @Test
    void tcpIsReadToItsPayload() {
        byte[] segment = Frames.tcp(5060, 40_000, 0xFFFFFFFFL, 0x18, PAYLOAD);

        assertThat(decode(LinkType.RAW, ipv4("192.0.2.1", "192.0.2.2", Frames.TCP, segment)))
                .isEqualTo(Verdict.TCP);
        assertThat(frame.tcp().sequence()).isEqualTo(-1);
        assertThat(frame.tcp().isSyn()).isFalse();
        assertThat(frame.payloadLength()).isEqualTo(5);
    }

    @Test
    void otherTransportsKeepTheirAddresses() {
        assertThat(decode(LinkType.RAW, ipv4("192.0.2.1", "192.0.2.2", 132, new byte[12])))
                .isEqualTo(Verdict.OTHER_TRANSPORT);
        assertThat(frame.ip().protocol()).isEqualTo(132);
        assertThat(source()).isEqualTo("192.0.2.1");
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] tagged = Frames.vlan(100, IPV6);
        HostileBytes.attack(tagged, 6, (bytes, offset, length) -> everything(LinkType.ETHERNET, bytes, offset, length));
        HostileBytes.attack(IPV4, 7, (bytes, offset, length) -> everything(LinkType.RAW, bytes, offset, length));
    }

    private Object everything(int linkType, byte[] bytes, int offset, int length) {
        Verdict verdict = frame.decode(linkType, bytes, offset, length);
        return switch (verdict) {
            case UDP, TCP, OTHER_TRANSPORT, FRAGMENT ->
                List.of(
                        verdict,
                        frame.encapsulation().text(),
                        source(),
                        destination(),
                        frame.sourcePort(),
                        frame.destinationPort(),
                        frame.dscp(),
                        frame.ttl(),
                        frame.payloadOffset() - offset,
                        frame.payloadLength(),
                        frame.claimedLength());
            default -> List.of(verdict, frame.reason());
        };
    }

    @Test
    void decodingAllocatesNothing() {
        byte[] tagged = Frames.vlan(100, IPV4);

        long allocated = AllocationMeter.allocatedBytes(
                100_000, () -> frame.decode(LinkType.ETHERNET, tagged, 0, tagged.length));

        assertThat(allocated).isLessThan(100_000);
    }
}
