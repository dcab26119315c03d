// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.link.FrameDecoder;
import earshot.protocols.link.LinkType;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.util.Arrays;
import java.util.List;

/** Frames of every link type, with tags and tunnels: the first octet chooses the type, the rest is the frame. */
public final class FramesTarget implements FuzzTarget {
    private static final int[] TYPES = {
        LinkType.ETHERNET,
        LinkType.RAW,
        LinkType.LINUX_SLL,
        LinkType.LINUX_SLL2,
        LinkType.NULL,
        LinkType.LOOP,
        LinkType.PPP,
        LinkType.PPP_HDLC,
        LinkType.PPP_ETHER,
        LinkType.MPLS,
        LinkType.IPV6,
        147
    };

    @Override
    public void run(byte[] input) {
        if (input.length == 0) return;
        int type = TYPES[(input[0] & 0xFF) % TYPES.length];
        Amid.same(Arrays.copyOfRange(input, 1, input.length), (bytes, offset, length) -> {
            FrameDecoder frame = new FrameDecoder();
            FrameDecoder.Verdict verdict = frame.decode(type, bytes, offset, length);
            return switch (verdict) {
                case UDP, TCP, OTHER_TRANSPORT -> payload(frame, offset, length);
                case FRAGMENT ->
                    List.of(verdict, frame.ip().fragmentId(), frame.ip().fragmentOffset());
                case NOT_IP, TRUNCATED, MALFORMED, TOO_DEEP, UNKNOWN_LINK ->
                    List.of(verdict, frame.reason(), frame.encapsulation().text());
            };
        });
    }

    private static List<Object> payload(FrameDecoder frame, int offset, int length) {
        int from = frame.payloadOffset();
        int to = from + frame.payloadLength();
        Amid.check(from >= offset && from <= to && to <= offset + length, "payload outside its frame");
        Amid.check(frame.claimedLength() >= frame.payloadLength(), "more captured than was sent");
        int address = frame.addressLength();
        Amid.check(frame.sourceOffset() + address <= offset + length, "address outside its frame");
        return List.of(
                frame.verdict(),
                frame.encapsulation().text(),
                frame.ttl(),
                frame.dscp(),
                frame.sourcePort(),
                frame.destinationPort(),
                frame.claimedLength(),
                from - offset,
                to - offset,
                frame.sourceOffset() - offset,
                frame.destinationOffset() - offset);
    }

    @Override
    public List<byte[]> seeds() {
        byte[] rtp = new RtpPackets(0, 7, 1, 0, 160, 20).next();
        byte[] udp = Frames.udp(4000, 5000, rtp);
        byte[] ip = Frames.ipv4("192.0.2.1", "192.0.2.2", Frames.UDP, udp);
        byte[] ip6 = Frames.ipv6("2001:db8::1", "2001:db8::2", Frames.UDP, udp);
        byte[] tcp = Frames.tcp(5060, 5060, 1, 16, rtp);
        byte[] ethernet = Frames.ethernet(ip);
        return List.of(
                of(0, ethernet),
                of(0, Frames.ethernet(ip6)),
                of(0, Frames.vlan(100, ip)),
                of(0, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", Frames.TCP, tcp))),
                of(
                        0,
                        tunnel(
                                4789,
                                new Octets()
                                        .hex("0800000000000100")
                                        .raw(ethernet)
                                        .bytes())),
                of(
                        0,
                        tunnel(
                                6081,
                                new Octets()
                                        .hex("0000655800000100")
                                        .raw(ethernet)
                                        .bytes())),
                of(
                        0,
                        tunnel(
                                2152,
                                new Octets()
                                        .hex("30ff")
                                        .u16(ip.length)
                                        .hex("00000001")
                                        .raw(ip)
                                        .bytes())),
                of(0, tunnel(37008, new Octets().hex("0100000101").raw(ethernet).bytes())),
                of(0, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", 47, gre(0x0800, ip)))),
                of(0, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", 47, gre(0x6558, ethernet)))),
                of(0, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", 4, ip))),
                of(
                        0,
                        Frames.ethernet(
                                0x8847, new Octets().hex("000641ff").raw(ip).bytes())),
                of(
                        0,
                        Frames.ethernet(
                                0x8864,
                                new Octets()
                                        .hex("110000010000")
                                        .hex("0021")
                                        .raw(ip)
                                        .bytes())),
                of(1, ip),
                of(
                        2,
                        new Octets()
                                .hex("0000000100060200000000010000 0800")
                                .raw(ip)
                                .bytes()),
                of(
                        3,
                        new Octets()
                                .hex("0800000000000002000100060200000000010000")
                                .raw(ip)
                                .bytes()),
                of(4, new Octets().hex("02000000").raw(ip).bytes()),
                of(6, new Octets().hex("ff030021").raw(ip).bytes()),
                of(10, ip6));
    }

    private static byte[] gre(int type, byte[] inside) {
        return new Octets().u16(0).u16(type).raw(inside).bytes();
    }

    private static byte[] tunnel(int port, byte[] inside) {
        return Frames.udpFrame("192.0.2.8", 40_000, "192.0.2.9", port, inside);
    }

    private static byte[] of(int type, byte[] frame) {
        return new Octets().u8(type).raw(frame).bytes();
    }
}
