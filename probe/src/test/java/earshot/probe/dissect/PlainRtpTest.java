// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketGroup;
import earshot.protocols.link.FrameDecoder;
import earshot.protocols.link.LinkType;
import earshot.protocols.rtp.RtpHeader;
import earshot.testkit.Frames;
import earshot.testkit.RtpPackets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way must read what the long way reads, and leave alone what it would read otherwise. */
class PlainRtpTest {
    private static final int UDP = 17;
    private static final byte[] RTP = new RtpPackets(8, 0xABCDEF12L, 65_535, 0xFFFF_FF00L, 160, 160).next();

    private final PlainRtp plain = new PlainRtp();
    private final CapturedPacket packet = new CapturedPacket();
    private final PacketGroup group = new PacketGroup();

    @Test
    void readsWhatTheLongWayReads() {
        assertReadAlike(Frames.ethernet(packet()));
        assertReadAlike(Frames.vlan(7, packet()));
        assertReadAlike(Frames.vlan(0, packet()));
    }

    @Test
    void leavesOtherFramesToTheLongWay() {
        byte[] frame = Frames.ethernet(packet());
        assertThat(reads(LinkType.RAW, frame)).isFalse();
        assertThat(reads(LinkType.ETHERNET, Frames.vlan(7, Frames.tag(8, 0x0800, packet()))))
                .isFalse();
        for (int length = 0; length < 14 + 20 + 8 + 12; length++) {
            assertThat(reads(LinkType.ETHERNET, Arrays.copyOf(frame, length))).isFalse();
        }
    }

    /** Any octets at all: what the short way takes for RTP, the long way does too, with the same numbers. */
    @Test
    void takesNothingForRtpThatIsNot() {
        Random random = new Random(5);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] frame = random.nextBoolean() ? Frames.ethernet(packet()) : Frames.vlan(7, packet());
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                frame[12 + random.nextInt(52)] = (byte) random.nextInt();
            }
            if (!reads(LinkType.ETHERNET, frame)) continue;
            taken++;
            if (!FrameDecoder.isTunnelPort((int) (plain.portsAndSsrc(0) >>> 32) & 0xFFFF)) assertReadAlike(frame);
        }
        assertThat(taken).isGreaterThan(10_000);
    }

    private static byte[] packet() {
        byte[] udp = new byte[8 + RTP.length];
        udp[0] = 0x4E; // from 20000 to 30000
        udp[1] = 0x20;
        udp[2] = 0x75;
        udp[3] = 0x30;
        udp[4] = (byte) (udp.length >> 8);
        udp[5] = (byte) udp.length;
        System.arraycopy(RTP, 0, udp, 8, RTP.length);
        return Frames.ipv4("10.0.0.1", "10.0.0.2", UDP, udp);
    }

    private boolean reads(int linkType, byte[] frame) {
        packet.set(linkType, 0, frame, frame.length);
        group.set(packet);
        plain.read(group);
        return plain.isPlain(0);
    }

    private void assertReadAlike(byte[] frame) {
        assertThat(reads(LinkType.ETHERNET, frame)).isTrue();
        FrameDecoder decoder = new FrameDecoder();
        RtpHeader rtp = new RtpHeader();
        Flow byTheLongWay = new Flow();

        assertThat(decoder.decode(LinkType.ETHERNET, frame, 0, frame.length)).isEqualTo(FrameDecoder.Verdict.UDP);
        byTheLongWay.set(decoder);
        assertThat(rtp.wrap(frame, decoder.payloadOffset(), decoder.payloadLength(), decoder.claimedLength()))
                .isEqualTo(RtpHeader.Verdict.RTP);
        assertThat(plain.addresses(0) >>> 32).isEqualTo(byTheLongWay.sourceLow() & 0xFFFF_FFFFL);
        assertThat(plain.addresses(0) & 0xFFFF_FFFFL).isEqualTo(byTheLongWay.destinationLow() & 0xFFFF_FFFFL);
        assertThat(byTheLongWay.isIpv4()).isTrue();
        assertThat(plain.portsAndSsrc(0) >>> 48).isEqualTo(byTheLongWay.sourcePort());
        assertThat(plain.portsAndSsrc(0) >>> 32 & 0xFFFF).isEqualTo(byTheLongWay.destinationPort());
        assertThat(plain.network(0)).isEqualTo(byTheLongWay.network());
        assertThat(plain.head(0) >> 18 & 0x3F).isEqualTo(decoder.dscp());
        assertThat(plain.start(0) >>> 48 & 0x7F).isEqualTo(rtp.payloadType());
        assertThat(plain.start(0) >>> 32 & 0xFFFF).isEqualTo(rtp.sequence());
        assertThat(plain.start(0) & 0xFFFF_FFFFL).isEqualTo(rtp.timestamp());
        assertThat(plain.portsAndSsrc(0) & 0xFFFF_FFFFL).isEqualTo(rtp.ssrc());
        assertThat((plain.head(0) & 0xFFFF) - 20 - 8 - 12).isEqualTo(rtp.payloadLength());
        assertThat(rtp.hasMarker()).isFalse();
    }
}
