// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.MediaReport;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.probe.Tap;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What streams carry besides plain media, from the wire to the event. */
class SideStatisticsTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final long SSRC = 0xAAAA_0001L;

    private final Tap tap = new Tap();

    private static void offer(Tap tap, String... attributes) {
        tap.udp(
                0,
                B,
                5_060,
                A,
                5_060,
                SipText.request("INVITE", "call-1", 1, "z9hG4bK1")
                        .sdp(B, 5_000, attributes)
                        .bytes());
    }

    private static void rtp(Tap tap, double ms, byte[] packet) {
        tap.udp(ms, A, 4_000, B, 5_000, packet);
    }

    /** One key for 100 ms in updates of 20 ms, its end three times; then the key again. */
    private static Tap pressed(int key) {
        Tap tap = new Tap();
        offer(tap);
        for (int press = 0; press < 2; press++) {
            for (int i = 0; i < 7; i++) {
                boolean isEnd = i > 3;
                int duration = isEnd ? 800 : 160 * (i + 1);
                byte[] event = new Octets()
                        .u8(key)
                        .u8(isEnd ? 0x8A : 0x0A)
                        .u16(duration)
                        .bytes();
                rtp(
                        tap,
                        10 + 500 * press + 20 * i,
                        RtpPackets.packet(i == 0, 101, 7 * press + i, 4_000L * press, SSRC, event));
            }
        }
        tap.pipeline.finish();
        return tap;
    }

    @Test
    void keyPressesAreCountedNotTheirPackets() {
        MediaReport report = pressed(5).events.media.get(0);

        assertThat(report.getTelephoneEvent()).isEqualTo(14);
        assertThat(report.getTelephoneEvents()).isEqualTo(2);
        assertThat(report.getTelephoneEventMs()).isEqualTo(200);
    }

    /** Whatever the key: all that leaves the probe is the same to the last character. */
    @Test
    void whichKeyWasPressedLeavesTheProbeInNoEvent() {
        String expected = pressed(0).events.media.toString();
        for (int key = 1; key <= 16; key++) {
            Tap tap = pressed(key);
            assertThat(tap.events.media.toString()).isEqualTo(expected);
            assertThat(tap.events.rtcp).isEmpty();
        }
    }

    /** In SRTP the payload cannot be read: events are told apart by when they begin. */
    @Test
    void encryptedKeyPressesAreCountedToo() {
        offer(tap);
        for (int i = 0; i < 14; i++) {
            rtp(tap, 10 + 20 * i, RtpPackets.packet(false, 101, i, i < 7 ? 0 : 4_000, SSRC, new byte[14]));
        }
        tap.pipeline.finish();

        assertThat(tap.events.media.get(0).getTelephoneEvents()).isEqualTo(2);
        assertThat(tap.events.media.get(0).getTelephoneEventMs()).isZero();
    }

    /** Of 50 packets each tenth is lost, and the packet after it brings its data. */
    @Test
    void redundancyRecoversWhatWasLost() {
        offer(tap, "rtpmap:8 red/8000");
        for (int i = 0; i < 50; i++) {
            if (i % 10 == 5) continue;
            byte[] payload = new Octets().hex("80 0280 a0 00").zeros(320).bytes();
            rtp(tap, 10 + 20 * i, RtpPackets.packet(false, 8, i, 160L * i, SSRC, payload));
        }
        tap.pipeline.finish();

        MediaReport report = tap.events.media.get(0);
        assertThat(report.getExpected() - report.getUnique()).isEqualTo(5);
        assertThat(report.getRecovered()).isEqualTo(5);
        assertThat(report.getRedundancyDepth()).isEqualTo(1);
        assertThat(report.getCodec()).isEqualTo("PCMU");
        assertThat(report.getPayloadTypes()).containsExactly(8);
    }

    /** RFC 8656 11: the relay's address stands for the other end, as it does in the candidates of an offer. */
    @Test
    void mediaInTurnIndicationsIsMeasured() {
        RtpPackets media = new RtpPackets(0, SSRC, 0, 0, 160, 160);
        for (int i = 0; i < 20; i++) {
            byte[] data = media.next();
            byte[] send = new Octets()
                    .u16(0x0016)
                    .u16(12 + 4 + data.length)
                    .hex("2112a442 0102030405060708090a0b0c")
                    .hex("0012 0008 0001 a147 e112a643")
                    .u16(0x0013)
                    .u16(data.length)
                    .raw(data)
                    .bytes();
            tap.udp(20 * i, A, 4_000, B, 3_478, send);
        }
        tap.pipeline.finish();

        MediaReport report = tap.events.media.get(0);
        assertThat(report.getReceived()).isEqualTo(20);
        assertThat(report.getSourcePort()).isEqualTo(4_000);
        assertThat(report.getDestinationPort()).isEqualTo(3_478);
    }

    @Test
    void whatTheReceiverAsksForIsCountedWithTheStream() {
        RtpPackets media = new RtpPackets(0, SSRC, 0, 0, 160, 160);
        for (int i = 0; i < 20; i++) rtp(tap, 20 * i, media.next());
        byte[] nack = new Octets().u32(7).u32(SSRC).hex("00010003").bytes();
        byte[] picture = new Octets().u32(7).u32(SSRC).bytes();
        tap.udp(500, B, 5_001, A, 4_001, RtcpPackets.packet(1, 205, nack));
        tap.udp(510, B, 5_001, A, 4_001, RtcpPackets.packet(1, 206, picture));
        tap.pipeline.finish();

        assertThat(tap.events.media.get(0).getNackedPackets()).isEqualTo(3);
        assertThat(tap.events.media.get(0).getPictureRequests()).isEqualTo(1);
        assertThat(tap.events.rtcp).isEmpty();
    }

    /** SRTCP: a sender report whose numbers would say 255/256 lost if somebody believed them. */
    @Test
    void encryptedReportsAreCountedAndNotBelieved() {
        RtpPackets media = new RtpPackets(0, SSRC, 0, 0, 160, 160);
        for (int i = 0; i < 20; i++) rtp(tap, 20 * i, media.next());
        byte[] body = RtcpPackets.senderReport(SSRC, -1, -1, -1, -1, RtcpPackets.report(SSRC, 255, -1, -1, -1, -1, -1));
        tap.udp(
                500,
                A,
                4_001,
                B,
                5_001,
                new Octets().raw(body).hex("80000001 0102030405060708090a").bytes());
        tap.pipeline.finish();

        RtcpReport report = tap.events.rtcp.get(0);
        assertThat(tap.events.rtcp).hasSize(1);
        assertThat(report.getEncrypted()).isTrue();
        assertThat(report.getKind()).isEqualTo(RtcpKind.SENDER_REPORT);
        assertThat(report.getStreamId()).isEqualTo(tap.events.media.get(0).getStreamId());
        assertThat(report.getSenderPackets()).isEqualTo(-1);
        assertThat(report.getFractionLost()).isEqualTo(-1);
    }

    @Test
    void reportsThatCannotBeTrueAreFlagged() {
        RtpPackets media = new RtpPackets(0, SSRC, 0, 0, 160, 160);
        for (int i = 0; i < 20; i++) rtp(tap, 20 * i, media.next());
        byte[][] blocks = {
            RtcpPackets.report(SSRC, 255, -1, 19, 8, 0, 0),
            RtcpPackets.report(SSRC, 3, 9, 0, 8, 0, 0),
            RtcpPackets.report(SSRC, 0, 0, 19, 0xFFFF_FFFFL, 0, 0),
            RtcpPackets.report(SSRC, 0, -1, 19, 8, 0, 0)
        };
        tap.udp(500, B, 5_001, A, 4_001, RtcpPackets.receiverReport(7, blocks));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getDoubts)
                .containsExactly(List.of("lost"), List.of("highest"), List.of("jitter"), List.of());
        assertThat(tap.events.rtcp.get(0).getFractionLost()).isEqualTo(-1);
        assertThat(tap.events.rtcp.get(2).getJitterMs()).isEqualTo(-1);
        assertThat(tap.events.rtcp.get(3).getCumulativeLost()).as("a duplicate").isEqualTo(-1);
    }

    /** A device without a clock: each of its reports says the same time, so an answer could be to any of them. */
    @Test
    void reportsThatShareTheirNameGiveNoRoundTrip() {
        long ntp = 0xb44d_b705_2000_0000L;
        byte[] answer = RtcpPackets.receiverReport(7, RtcpPackets.report(SSRC, 0, 0, 19, 8, 0xb705_2000L, 0));
        tap.udp(1_000, A, 4_001, B, 5_001, RtcpPackets.senderReport(SSRC, ntp, 0, 1, 160));
        tap.udp(1_001, A, 4_001, B, 5_001, RtcpPackets.senderReport(SSRC, ntp, 0, 1, 160)); // a mirror's copy
        tap.udp(1_030, B, 5_001, A, 4_001, answer);
        tap.udp(6_000, A, 4_001, B, 5_001, RtcpPackets.senderReport(SSRC, ntp, 0, 2, 320));
        tap.udp(6_030, B, 5_001, A, 4_001, answer);
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .filteredOn(report -> report.getKind() == RtcpKind.REPORT_BLOCK)
                .extracting(RtcpReport::getRttMs)
                .containsExactly(30.0, null);
    }

    @Test
    void everyBlockOfAnExtendedReportIsNamedAndItsValuesAreKept() {
        RtpPackets media = new RtpPackets(0, SSRC, 0, 0, 160, 160);
        for (int i = 0; i < 20; i++) rtp(tap, 20 * i, media.next());
        byte[] discarded = new Octets().u32(SSRC).u32(12).bytes();
        byte[] jitterBuffer = new Octets().u32(SSRC).hex("0028 0050 0046 ffff").bytes();
        byte[] report = RtcpPackets.compound(
                RtcpPackets.receiverReport(7),
                RtcpPackets.extendedReport(
                        7,
                        RtcpPackets.block(24, 0xE0, discarded),
                        RtcpPackets.block(23, 0xC0, jitterBuffer),
                        RtcpPackets.block(30, 0, discarded)));
        tap.udp(500, B, 5_001, A, 4_001, report);
        tap.pipeline.finish();

        RtcpReport event = tap.events.rtcp.get(0);
        assertThat(tap.events.rtcp).hasSize(1);
        assertThat(event.getStreamId()).isEqualTo(tap.events.media.get(0).getStreamId());
        assertThat(event.getXrBlocks()).containsExactly("discardCount", "jitterBuffer", "lossConcealment");
        assertThat(event.getXrMetrics())
                .containsEntry("discardCount.cumulative.latePackets", 12.0)
                .containsEntry("jitterBuffer.cumulative.nominalMs", 40.0)
                .doesNotContainKey("jitterBuffer.cumulative.lowWaterMs");
    }

    /** Only the sending program's name is taken from a source description: who the user is stays on the wire. */
    @Test
    void theUsersNameLeavesTheProbeInNoEvent() {
        byte[] chunk = new Octets()
                .u32(SSRC)
                .hex("01 05 616c696365 06 06 50686f6e6532 00000000")
                .zeros(3)
                .bytes();
        byte[] compound = RtcpPackets.compound(
                RtcpPackets.senderReport(SSRC, 1L << 40, 0, 1, 160), RtcpPackets.packet(1, 202, chunk));
        tap.udp(0, A, 4_001, B, 5_001, compound);
        tap.pipeline.finish();

        assertThat(tap.events.rtcp.get(0).getTool()).isEqualTo("Phone2");
        assertThat(tap.events.rtcp.toString()).doesNotContain("alice");
    }
}
