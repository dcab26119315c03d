// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.probe.Tap;
import earshot.probe.dissect.DecodeError;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A calls B; the tap sees both ways. RTP on 4000 and 5000, RTCP where each test says. */
class RtcpReportsTest {
    private static final String A = "192.0.2.1";
    private static final String B = "2001:db8::2";
    private static final String C = "192.0.2.3";
    private static final long SSRC_A = 0xAAAA_0001L;
    private static final long SSRC_C = 0xCCCC_0001L;
    /** Middle 32 bits: b705 2000, as in the example of RFC 3550 6.4.1. */
    private static final long NTP = 0xb44d_b705_2000_0000L;

    private final Tap tap = new Tap();

    /**
     * The tap sees the sender report at 1000 ms and its answer at 1130 ms; the receiver says that it held the report for
     * 100 ms. So the way from the tap to the receiver and back took 30 ms.
     */
    @Test
    void theRoundTripFromTheTapToTheReporterComesFromItsOwnPackets() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        tap.udp(1_000, A, 4_001, C, 5_001, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        byte[] block = RtcpPackets.report(SSRC_A, 64, -2, 0x1_0031L, 80, 0xb705_2000L, 6_554);
        tap.udp(1_130, C, 5_001, A, 4_001, RtcpPackets.receiverReport(SSRC_C, block));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getKind)
                .containsExactly(RtcpKind.SENDER_REPORT, RtcpKind.REPORT_BLOCK);
        RtcpReport report = tap.events.rtcp.get(1);
        assertThat(report.getRttMs()).isBetween(29.9, 30.1);
        assertThat(report.getReporterSsrc()).isEqualTo(SSRC_C);
        assertThat(report.getSubjectSsrc()).isEqualTo(SSRC_A);
        assertThat(report.getFractionLost()).isEqualTo(0.25);
        assertThat(report.getCumulativeLost()).isEqualTo(-2);
        assertThat(report.getHighestSequence()).isEqualTo(0x1_0031L);
        assertThat(report.getJitterMs()).isEqualTo(10.0); // 80 ticks of 8 kHz
        assertThat(tap.events.rtcp).extracting(RtcpReport::getStreamId).containsOnly(streamId());
        assertThat(tap.events.rtcp.get(0).getSenderPackets()).isEqualTo(50);
    }

    @Test
    void anAnswerToAReportThatTheTapDidNotSeeHasNoRoundTrip() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] block = RtcpPackets.report(SSRC_A, 0, 0, 49, 80, 0xb705_2000L, 6_554);
        tap.udp(1_130, C, 5_001, A, 4_001, RtcpPackets.receiverReport(SSRC_C, block));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).singleElement().satisfies(report -> assertThat(report.getRttMs())
                .isNull());
    }

    @Test
    void multiplexedRtcpFindsItsStream() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        tap.udp(1_000, A, 4_000, C, 5_000, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).extracting(RtcpReport::getStreamId).containsExactly(streamId());
        assertThat(tap.received()).isEqualTo(50);
    }

    /** RFC 3605: RTCP on a port that has nothing to do with the media's. */
    @Test
    void rtcpOnTheAnnouncedPortFindsItsStream() {
        byte[] invite = SipText.request("INVITE", "call-1", 1, "z9hG4bK1")
                .sdp(C, 5_000, "rtcp:7777")
                .bytes();
        tap.udp(0, C, 5_060, A, 5_060, invite);
        stream(A, 4_000, C, 5_000, SSRC_A);
        tap.udp(1_000, A, 4_001, C, 7_777, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).extracting(RtcpReport::getStreamId).containsExactly(streamId());
    }

    @Test
    void rtcpOfAStreamNobodySawIsReportedWithoutOne() {
        tap.udp(0, A, 4_001, C, 5_001, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).extracting(RtcpReport::getStreamId).containsExactly("");
    }

    @Test
    void aCompoundIsOneReportForEachThingItSays() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] compound = RtcpPackets.compound(
                RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000, RtcpPackets.report(SSRC_C, 0, 0, 9, 8, 0, 0)),
                RtcpPackets.sourceDescription(SSRC_A, "a@example.com"),
                RtcpPackets.goodbye(SSRC_A));
        tap.udp(1_000, A, 4_001, C, 5_001, compound);
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getKind)
                .containsExactly(RtcpKind.SENDER_REPORT, RtcpKind.REPORT_BLOCK, RtcpKind.BYE);
    }

    @Test
    void aGoodbyeSaysWhyAndApplicationsAreNamed() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] compound = RtcpPackets.compound(
                RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000),
                RtcpPackets.application(SSRC_A, "PoC1", 3),
                RtcpPackets.goodbye(SSRC_A, "teardown"));
        tap.udp(1_000, A, 4_001, C, 5_001, compound);
        tap.udp(1_020, C, 5_001, A, 4_001, RtcpPackets.application(SSRC_C, "MCPT", 4));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getKind, RtcpReport::getGoodbyeReason, RtcpReport::getApplications)
                .containsExactly(
                        tuple(RtcpKind.SENDER_REPORT, "", List.of("PoC1/3")),
                        tuple(RtcpKind.BYE, "teardown", List.of("PoC1/3")),
                        tuple(RtcpKind.REPORT_BLOCK, "", List.of("MCPT/4")));
        assertThat(tap.events.rtcp).extracting(RtcpReport::getStreamId).containsExactly(streamId(), streamId(), "");
    }

    @Test
    void aReasonThatPointsPastItsPacketIsAnErrorAndTheGoodbyeStays() {
        byte[] bye = new Octets().hex("81cb0002 0000cafe ff616263").bytes();
        tap.udp(0, A, 4_001, C, 5_001, RtcpPackets.compound(RtcpPackets.receiverReport(SSRC_A), bye));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).singleElement().satisfies(report -> assertThat(report.getKind())
                .isEqualTo(RtcpKind.BYE));
        assertThat(tap.pipeline.errors())
                .extracting(DecodeError::reason)
                .containsExactly("goodbye reason past its packet");
    }

    /** RFC 3611 4.7: 127 stands for "not available". */
    @Test
    void voipMetricsAreReportedInTheirUnits() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] content = new Octets()
                .u32(SSRC_A)
                .u8(64)
                .u8(32)
                .u8(128)
                .u8(0)
                .u16(120)
                .u16(30_000)
                .u16(70)
                .u16(55)
                .hex("7F 7F 7F 10 5D 7F 29 7F 30 00")
                .u16(40)
                .u16(60)
                .u16(200)
                .bytes();
        byte[] report = RtcpPackets.extendedReport(SSRC_C, RtcpPackets.block(7, 0, content));
        tap.udp(1_000, C, 5_001, A, 4_001, report);
        tap.pipeline.finish();

        RtcpReport event = tap.events.rtcp.get(0);
        assertThat(event.getKind()).isEqualTo(RtcpKind.XR);
        assertThat(event.getStreamId()).isEqualTo(streamId());
        assertThat(event.getVoip().getLossRate()).isEqualTo(0.25);
        assertThat(event.getVoip().getDiscardRate()).isEqualTo(0.125);
        assertThat(event.getVoip().getBurstDensity()).isEqualTo(0.5);
        assertThat(event.getVoip().getRoundTripDelayMs()).isEqualTo(70);
        assertThat(event.getVoip().getRFactor()).isEqualTo(93);
        assertThat(event.getVoip().getMosLq()).isEqualTo(4.1);
        assertThat(event.getVoip().getMosCq()).isNull();
        assertThat(event.getVoip().getJitterBufferMaximumMs()).isEqualTo(60);
    }

    /** RFC 3611 4.4 and 4.5: a receiver that sends no media asks, the sender answers, the tap measures the sender's side. */
    @Test
    void aReferenceTimeAndItsAnswerGiveARoundTripToo() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] question = RtcpPackets.block(4, 0, new Octets().u64(NTP).bytes());
        byte[] answer = RtcpPackets.block(
                5, 0, new Octets().u32(SSRC_C).u32(0xb705_2000L).u32(65_536).bytes());
        tap.udp(1_000, C, 5_001, A, 4_001, RtcpPackets.extendedReport(SSRC_C, question));
        tap.udp(2_012, A, 4_001, C, 5_001, RtcpPackets.extendedReport(SSRC_A, answer));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).singleElement().satisfies(report -> assertThat(report.getRttMs())
                .isEqualTo(12.0));
    }

    /** As Linphone sends it: the reference time names nobody, the report before it says whom its sender hears. */
    @Test
    void aReferenceTimeAloneIsAnExtendedReportOnTheStreamThatItsSenderHears() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        tap.udp(1_000, C, 5_001, A, 4_001, RtcpPackets.compound(receiverReport(SSRC_A), question()));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).extracting(RtcpReport::getKind).containsExactly(RtcpKind.REPORT_BLOCK, RtcpKind.XR);
        RtcpReport extended = tap.events.rtcp.get(1);
        assertThat(extended.getStreamId()).isEqualTo(streamId());
        assertThat(extended.getReporterSsrc()).isEqualTo(SSRC_C);
        assertThat(extended.getSubjectSsrc()).isEqualTo(SSRC_A);
        assertThat(extended.getVoip()).isNull();
        assertThat(extended.getRttMs()).isNull();
    }

    @Test
    void aReferenceTimeOfOneWhoHearsSeveralStreamsIsAboutNone() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] reports = RtcpPackets.receiverReport(
                SSRC_C, RtcpPackets.report(SSRC_A, 0, 0, 49, 0, 0, 0), RtcpPackets.report(7, 0, 0, 9, 0, 0, 0));
        tap.udp(1_000, C, 5_001, A, 4_001, RtcpPackets.compound(reports, question()));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).extracting(RtcpReport::getKind).containsOnly(RtcpKind.REPORT_BLOCK);
    }

    private static byte[] receiverReport(long subject) {
        return RtcpPackets.receiverReport(SSRC_C, RtcpPackets.report(subject, 0, 0, 49, 0, 0, 0));
    }

    private static byte[] question() {
        return RtcpPackets.extendedReport(
                SSRC_C, RtcpPackets.block(4, 0, new Octets().u64(NTP).bytes()));
    }

    /**
     * A's report passes at 1000 ms; C holds it for 125 ms and its answer passes at 1155 ms: C is 30 ms away. A holds that
     * for 62.5 ms and its answer passes at 1227.5 ms: A is 10 ms away, which is what its sender report tells.
     */
    @Test
    void aSenderReportTellsHowFarItsSenderIs() {
        stream(A, 4_000, C, 5_000, SSRC_A);
        byte[] aboutA = RtcpPackets.report(SSRC_A, 0, 0, 49, 0, 0xb705_2000L, 8_192);
        byte[] aboutC = RtcpPackets.report(SSRC_C, 0, 0, 49, 0, 0xb706_2000L, 4_096);
        tap.udp(1_000, A, 4_001, C, 5_001, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        tap.udp(1_155, C, 5_001, A, 4_001, RtcpPackets.senderReport(SSRC_C, NTP + (1L << 32), 0, 1, 160, aboutA));
        tap.udp(1_227.5, A, 4_001, C, 5_001, RtcpPackets.senderReport(SSRC_A, NTP + (2L << 32), 0, 60, 9_600, aboutC));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getKind)
                .containsExactly(
                        RtcpKind.SENDER_REPORT,
                        RtcpKind.SENDER_REPORT,
                        RtcpKind.REPORT_BLOCK,
                        RtcpKind.SENDER_REPORT,
                        RtcpKind.REPORT_BLOCK);
        assertThat(tap.events.rtcp).extracting(RtcpReport::getRttMs).containsExactly(null, 30.0, 30.0, 10.0, 10.0);
    }

    @Test
    void addressesOfBothFamiliesAreWrittenAsRfc5952Says() {
        stream(B, 4_000, "2001:db8::3", 5_000, SSRC_A);
        tap.udp(1_000, B, 4_001, "2001:db8::3", 5_001, RtcpPackets.senderReport(SSRC_A, NTP, 8_000, 50, 8_000));
        tap.pipeline.finish();

        assertThat(tap.events.rtcp.get(0).getSourceAddress()).isEqualTo("2001:db8::2");
        assertThat(tap.events.media.get(0).getDestinationAddress()).isEqualTo("2001:db8::3");
        assertThat(List.of(tap.events.rtcp.get(0).getStreamId())).containsExactly(streamId());
    }

    private void stream(String source, int sourcePort, String destination, int destinationPort, long ssrc) {
        RtpPackets rtp = new RtpPackets(0, ssrc, 0, 0, 160, 160);
        for (int i = 0; i < 50; i++) tap.udp(10 + 10 * i, source, sourcePort, destination, destinationPort, rtp.next());
    }

    private String streamId() {
        return tap.events.media.get(0).getStreamId();
    }
}
