// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void readsWhatTheLongWayReads() {
        assertReadAlike(Frames.ethernet(packet()));
        assertReadAlike(Frames.vlan(7, packet()));
        assertReadAlike(Frames.vlan(0, packet()));
    }

    @Test
    void leavesOtherFramesToTheLongWay() {
        byte[] frame = Frames.ethernet(packet());
        assertThat(reads(Frames.vlan(7, Frames.tag(8, 0x0800, packet())))).isFalse();
        for (int length = 0; length < 14 + 20 + 8 + 12; length++) {
            assertThat(reads(Arrays.copyOf(frame, length))).isFalse();
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
            if (!reads(frame)) continue;
            taken++;
            if (!FrameDecoder.isTunnelPort((int) (plain.portsAndSsrc() >>> 32) & 0xFFFF)) assertReadAlike(frame);
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

    private boolean reads(byte[] frame) {
        return plain.wrap(frame, 0, frame.length);
    }

    private void assertReadAlike(byte[] frame) {
        assertThat(reads(frame)).isTrue();
        FrameDecoder decoder = new FrameDecoder();
        RtpHeader rtp = new RtpHeader();
        Flow byTheLongWay = new Flow();

        assertThat(decoder.decode(LinkType.ETHERNET, frame, 0, frame.length)).isEqualTo(FrameDecoder.Verdict.UDP);
        byTheLongWay.set(decoder);
        assertThat(rtp.wrap(frame, decoder.payloadOffset(), decoder.payloadLength(), decoder.claimedLength()))
                .isEqualTo(RtpHeader.Verdict.RTP);
        assertThat(plain.addresses() >>> 32).isEqualTo(byTheLongWay.sourceLow() & 0xFFFF_FFFFL);
        assertThat(plain.addresses() & 0xFFFF_FFFFL).isEqualTo(byTheLongWay.destinationLow() & 0xFFFF_FFFFL);
        assertThat(byTheLongWay.isIpv4()).isTrue();
        assertThat(plain.portsAndSsrc() >>> 48).isEqualTo(byTheLongWay.sourcePort());
        assertThat(plain.portsAndSsrc() >>> 32 & 0xFFFF).isEqualTo(byTheLongWay.destinationPort());
        assertThat(plain.network()).isEqualTo(byTheLongWay.network());
        assertThat(plain.head() >> 18 & 0x3F).isEqualTo(decoder.dscp());
        assertThat(plain.start() >>> 48 & 0x7F).isEqualTo(rtp.payloadType());
        assertThat(plain.start() >>> 32 & 0xFFFF).isEqualTo(rtp.sequence());
        assertThat(plain.start() & 0xFFFF_FFFFL).isEqualTo(rtp.timestamp());
        assertThat(plain.portsAndSsrc() & 0xFFFF_FFFFL).isEqualTo(rtp.ssrc());
        assertThat((plain.head() & 0xFFFF) - 20 - 8 - 12).isEqualTo(rtp.payloadLength());
        assertThat(rtp.hasMarker()).isFalse();
    }
}
