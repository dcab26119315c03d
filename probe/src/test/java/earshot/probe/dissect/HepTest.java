// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import earshot.events.VoipMetrics;
import earshot.probe.Tap;
import earshot.probe.health.FateCounts;
import earshot.testkit.HepPackets;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents send by HEP, to the probe itself and past a mirror port. The agent 2001 sits on a proxy. */
class HepTest {
    private static final String ALICE = "192.0.2.1";
    private static final String PROXY = "192.0.2.9";
    private static final String COLLECTOR = "198.51.100.7";
    private static final long START = Tap.START_MICROS / 1_000_000;
    private static final long SSRC = 0xAAAA_0001L;

    private final Tap tap = new Tap();

    @Test
    void aMessageIsBetweenTheEndpointsThatTheAgentSawAtTheTimeThatItTells() {
        tap.hep(1_300, sip(START + 1, 250_000, invite("UDP")).bytes());

        SipMessage message = tap.events.sip.get(0);
        assertThat(message.getCallId()).isEqualTo("call-1");
        assertThat(message.getProbe()).isEqualTo("tap/2001");
        assertThat(message.getEncapsulation()).isEqualTo("hep");
        assertThat(message.getSourceAddress()).isEqualTo(ALICE);
        assertThat(message.getSourcePort()).isEqualTo(5_062);
        assertThat(message.getDestinationAddress()).isEqualTo(PROXY);
        assertThat(message.getTimeMicros()).isEqualTo(Tap.START_MICROS + 1_250_000);
        assertThat(message.getTransport()).isEqualTo(SipTransport.UDP);
        assertThat(tap.pipeline.fates().of(Fate.SIP)).isEqualTo(1);
        assertThat(tap.pipeline.errors()).isEmpty();
    }

    /** What no mirror port can see: the agent looks behind the encryption, and the Via says that there was one. */
    @ParameterizedTest
    @CsvSource({"TLS, 6, TLS", "WSS, 6, WSS", "ws, 6, WS", "TCP, 6, TCP", "UDP, 17, UDP", "SCTP, 132, SCTP"})
    void theTransportIsThatOfTheVia(String via, int ipProtocol, SipTransport transport) {
        byte[] packet = sip(START, 0, invite(via))
                .chunk(0x02, new byte[] {(byte) ipProtocol})
                .bytes();

        tap.hep(0, packet);

        assertThat(tap.events.sip.get(0).getTransport()).isEqualTo(transport);
    }

    @Test
    void anAgentsNameComesBeforeItsNumberUnlessItCannotBePrinted() {
        tap.hep(
                0,
                sip(START, 0, invite("UDP"))
                        .chunk(0x13, "edge-1".getBytes(StandardCharsets.UTF_8))
                        .bytes());
        tap.hep(
                1,
                sip(START, 0, invite("UDP"))
                        .chunk(0x13, "a b/../c".getBytes(StandardCharsets.UTF_8))
                        .bytes());

        assertThat(tap.events.sip).extracting(SipMessage::getProbe).containsExactly("tap/edge-1", "tap/2001");
    }

    /** An agent whose clock is wrong is held near the arrival of its packets, and moves nobody else's time. */
    @Test
    void aWrongClockIsHeldAndNamed() {
        tap.hep(0, sip(START - 86_400, 0, invite("UDP")).bytes());
        tap.hep(1_000, sip(START + 86_400, 0, invite("UDP")).bytes());
        tap.udp(2_000, ALICE, 5_060, PROXY, 5_060, invite("UDP"));

        assertThat(tap.events.sip)
                .extracting(SipMessage::getTimeMicros)
                .containsExactly(
                        Tap.START_MICROS - 3_600_000_000L, Tap.START_MICROS + 6_000_000, Tap.START_MICROS + 2_000_000);
        assertThat(tap.events.sip).extracting(SipMessage::getProbe).containsExactly("tap/2001", "tap/2001", "tap");
        assertThat(tap.pipeline.errors())
                .extracting(DecodeError::reason)
                .containsExactly(
                        "time more than an hour before its arrival", "time more than five seconds after its arrival");
    }

    @Test
    void hepPastAMirrorPortIsRead() {
        byte[] hep = sip(START, 0, invite("TLS")).bytes();
        tap.udp(10, PROXY, 40_000, COLLECTOR, 9_999, hep);
        tap.udp(20, PROXY, 40_000, COLLECTOR, 9_060, HepPackets.version1(ALICE, 5_062, PROXY, 5_060, invite("UDP")));
        tap.udp(30, PROXY, 40_000, COLLECTOR, 9_999, HepPackets.version1(ALICE, 5_062, PROXY, 5_060, invite("UDP")));

        assertThat(tap.events.sip).hasSize(2); // version 1 has no magic: it counts on its usual port only
        assertThat(tap.events.sip).extracting(SipMessage::getSourceAddress).containsOnly(ALICE);
        assertThat(tap.events.sip.get(1).getTimeMicros()).isEqualTo(Tap.START_MICROS + 20_000);
        assertThat(tap.pipeline.fates().of(Fate.OTHER_UDP)).isEqualTo(1);
    }

    /** The words of rtpengine, heplify and Asterisk for one and the same receiver report with a sender's part. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3028138757|536870912|2863267841|-2|{"sender_information":{"ntp_timestamp_sec":SEC,"ntp_timestamp_usec":USEC,"octets":8000,"rtp_timestamp":7, "packets":50},"ssrc":SSRC,"type":200,"report_count":1,"report_blocks":[{"source_ssrc":3435921409,"highest_seq_no":49,"fraction_lost":64,"ia_jitter":80,"packets_lost":LOST,"lsr":0,"dlsr":0}],"sdes_ssrc":1,"sdes_report_count":1,"sdes_information":[{"type":1,"text":"x"}]}
            3028138757|536870912|2863267841|16777214|{"sender_information":{"ntp_timestamp_sec":SEC,"ntp_timestamp_usec":USEC,"rtp_timestamp":7,"packets":50,"octets":8000},"ssrc":SSRC,"type":202,"report_count":1,"report_blocks":[{"source_ssrc":3435921409,"fraction_lost":64,"packets_lost":LOST,"highest_seq_no":49,"ia_jitter":80,"lsr":0,"dlsr":0}],"report_blocks_xr":{"type":0,"id":0,"fraction_lost":0,"fraction_discard":0,"burst_density":0,"gap_density":0,"burst_duration":0,"gap_duration":0,"round_trip_delay":0,"end_system_delay":0},"sdes_ssrc":1}
            "3028138757"|"536870912"|-1431699455|-2|{"type":200,"ssrc":SSRC,"report_count":1,"report_blocks":[{"source_ssrc":-859045887,"fraction_lost":64,"packets_lost":LOST,"highest_seq_no":49,"lsr":"0","ia_jitter":80,"dlsr":0}],"sender_information":{"packets":50,"ntp_timestamp_sec":SEC,"ntp_timestamp_usec":USEC,"rtp_timestamp":-210833031,"octets":8000}}
            """)
    void rtcpInJsonSaysWhatRtcpSays(String sec, String usec, String ssrc, String lost, String json) {
        String text = json.replace("USEC", usec)
                .replace("SEC", sec)
                .replace("SSRC", ssrc)
                .replace("LOST", lost);

        tap.hep(0, rtcp(text).correlation("call-1").bytes());

        assertThat(tap.events.rtcp)
                .extracting(RtcpReport::getKind)
                .containsExactly(RtcpKind.SENDER_REPORT, RtcpKind.REPORT_BLOCK);
        assertThat(tap.events.rtcp).extracting(RtcpReport::getCallId).containsOnly("call-1");
        assertThat(tap.events.rtcp).extracting(RtcpReport::getReporterSsrc).containsOnly(2_863_267_841L);
        RtcpReport sender = tap.events.rtcp.get(0);
        assertThat(sender.getSenderPackets()).isEqualTo(50);
        assertThat(sender.getSenderOctets()).isEqualTo(8_000);
        RtcpReport block = tap.events.rtcp.get(1);
        assertThat(block.getSubjectSsrc()).isEqualTo(3_435_921_409L);
        assertThat(block.getFractionLost()).isEqualTo(0.25);
        assertThat(block.getCumulativeLost()).isEqualTo(-2);
        assertThat(block.getHighestSequence()).isEqualTo(49);
        assertThat(tap.pipeline.fates().of(Fate.RTCP)).isEqualTo(1);
    }

    /**
     * The two words of the NTP time are named seconds and microseconds, and are neither. Read as they are, the answer's
     * LSR (their middle: b705 2000) finds the report: 130 ms later, of which the receiver took 100.
     */
    @Test
    void theWordsOfTheNtpTimeGiveTheRoundTrip() {
        String sender = "{\"sender_information\":{\"ntp_timestamp_sec\":3024992005,\"ntp_timestamp_usec\":536870912,"
                + "\"octets\":1,\"rtp_timestamp\":1,\"packets\":1},\"ssrc\":1,\"type\":200,\"report_blocks\":[]}";
        String receiver = "{\"ssrc\":2,\"type\":201,\"report_blocks\":[{\"source_ssrc\":1,\"highest_seq_no\":1,"
                + "\"fraction_lost\":0,\"ia_jitter\":0,\"packets_lost\":0,\"lsr\":3070566400,\"dlsr\":6554}]}";

        tap.hep(1_000, rtcp(sender).time(START + 1, 0).bytes());
        tap.hep(
                1_500,
                HepPackets.from(PROXY, 5_001, ALICE, 4_001)
                        .time(START + 1, 130_000)
                        .type(5)
                        .payload(receiver)
                        .bytes());

        assertThat(tap.events.rtcp.get(1).getRttMs()).isBetween(29.9, 30.1);
    }

    @Test
    void voipMetricsInJsonAreThoseOfTheExtendedReport() {
        tap.hep(
                0,
                rtcp("{\"ssrc\":2,\"type\":207,\"Extended_report_information\":{\"identifier\":1,\"loss_rate\":64,"
                                + "\"discard_rate\":0,\"burst_rate\":0,\"gap_rate\":0,\"burst_duration\":0,\"gap_duration\":0,"
                                + "\"round_trip_delay\":44,\"end_sys_delay\":60,\"R_fact\":91,\"MOS_LQ\":42,\"MOS_CQ\":127,"
                                + "\"RX_conf\":[{\"PLC\":3,\"JB_adapt\":3,\"JB_rate\":2}],\"JB_nom\":40,\"JB_max\":80}}")
                        .bytes());

        VoipMetrics voip = tap.events.rtcp.get(0).getVoip();
        assertThat(voip.getLossRate()).isEqualTo(0.25);
        assertThat(voip.getRoundTripDelayMs()).isEqualTo(44);
        assertThat(voip.getRFactor()).isEqualTo(91);
        assertThat(voip.getMosLq()).isEqualTo(4.2);
        assertThat(voip.getMosCq()).isNull(); // 127: the device does not know
        assertThat(voip.getJitterBufferNominalMs()).isEqualTo(40);
    }

    @Test
    void rtcpAsOnTheWireIsReadToo() {
        byte[] block = RtcpPackets.report(SSRC, 64, 3, 49, 80, 0, 0);
        tap.hep(
                0,
                HepPackets.from(ALICE, 4_001, PROXY, 5_001)
                        .type(5)
                        .payload(RtcpPackets.receiverReport(2, block))
                        .correlation("call-2")
                        .bytes());

        assertThat(tap.events.rtcp.get(0).getCumulativeLost()).isEqualTo(3);
        assertThat(tap.events.rtcp.get(0).getCallId()).isEqualTo("call-2");
    }

    @Test
    void aReportBlockWithoutItsNumbersSaysNothing() {
        tap.hep(
                0,
                rtcp("{\"ssrc\":2,\"report_blocks\":[{\"source_ssrc\":1,\"fraction_lost\":0}]}")
                        .bytes());
        tap.hep(1, rtcp("{\"ssrc\":2,\"type\":202,\"report_blocks\":null}").bytes());

        assertThat(tap.events.rtcp).isEmpty();
        assertThat(tap.pipeline.fates().of(Fate.RTCP)).isEqualTo(2);
        assertThat(tap.pipeline.errors())
                .extracting(DecodeError::reason)
                .containsExactly("RTCP report block without one of its numbers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{",
                "{\"ssrc\":",
                "{\"ssrc\":99999999999999999999}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}",
                "{\"ssrc\":1e999999999999999999999999999999999999999}",
                "{]",
                "{\"\\u00\":1}",
            })
    void brokenJsonIsNamed(String json) {
        tap.hep(0, rtcp(json).bytes());

        assertThat(tap.pipeline.fates().of(Fate.MALFORMED)).isEqualTo(1);
        assertThat(tap.pipeline.errors().get(0)).isEqualTo(new DecodeError(1, "hep", "RTCP is broken JSON"));
    }

    @Test
    void rtpByHepIsAStreamSpacedByTheAgentsTime() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 100; i++) { // arrives in lumps of five
            tap.hep(
                    20 * (i / 5 * 5) + 100,
                    HepPackets.from(ALICE, 4_000, PROXY, 5_000)
                            .time(START + i / 50, i % 50 * 20_000)
                            .type(4)
                            .payload(rtp.next())
                            .bytes());
        }
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(100);
        assertThat(tap.lost()).isZero();
        assertThat(tap.events.media)
                .allSatisfy(report -> assertThat(report.getJitterMaxMs()).isZero());
    }

    @Test
    void whatIsNotReadHasItsOwnFate() {
        tap.hep(
                0,
                HepPackets.from(ALICE, 1, PROXY, 2).type(100).payload("a line").bytes());
        tap.hep(
                1,
                HepPackets.from(ALICE, 1, PROXY, 2)
                        .type(34)
                        .payload("{\"MOS\":4.4}")
                        .bytes());
        tap.hep(2, HepPackets.from(ALICE, 1, PROXY, 2).type(53).payload("{}").bytes());
        tap.hep(
                3,
                sip(START, 0, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                        .bytes());
        tap.hep(4, sip(START, 0, new byte[] {'\r', '\n', '\r', '\n'}).bytes());
        tap.hep(5, new byte[] {1, 2, 3});
        tap.hep(6, new Octets().hex("48455033 000c 0000 0001 0005").bytes());

        FateCounts fates = tap.pipeline.fates();
        assertThat(fates.of(Fate.HEP_LOG)).isEqualTo(1);
        assertThat(fates.of(Fate.HEP_OTHER)).isEqualTo(2);
        assertThat(fates.of(Fate.KEEP_ALIVE)).isEqualTo(1);
        assertThat(fates.of(Fate.MALFORMED)).isEqualTo(3);
        assertThat(tap.pipeline.errors())
                .extracting(DecodeError::reason)
                .containsExactly("payload is not what its type says", "not HEP", "chunk length out of range");
    }

    @Test
    void aQualityReportNeedsNoSipAroundIt() {
        String report = """
                VQSessionReport: CallTerm
                CallID: call-9
                LocalAddr: IP=192.0.2.1 PORT=4000 SSRC=1
                RemoteAddr: IP=192.0.2.9 PORT=5000 SSRC=2
                LocalMetrics:
                Timestamps: START=2023-11-14T22:13:20Z STOP=2023-11-14T22:14:20Z
                QualityEst: RLQ=90 MOSLQ=4.2
                """;

        tap.hep(
                0,
                HepPackets.from(ALICE, 1, PROXY, 2)
                        .type(35)
                        .agent(2_001)
                        .payload(report)
                        .bytes());

        assertThat(tap.pipeline.fates().of(Fate.HEP_QUALITY)).isEqualTo(1);
        assertThat(tap.events.rtcp.get(0).getProbe()).isEqualTo("tap/2001");
        assertThat(tap.events.rtcp.get(0).getDevice().getCallId()).isEqualTo("call-9");
    }

    /** The next packet from the wire is nobody's copy. */
    @Test
    void anAgentIsForgottenWithItsPacket() {
        tap.hep(0, sip(START - 10, 0, invite("TLS")).correlation("other").bytes());
        tap.udp(5, ALICE, 5_060, PROXY, 5_060, invite("UDP"));

        SipMessage wire = tap.events.sip.get(1);
        assertThat(wire.getProbe()).isEqualTo("tap");
        assertThat(wire.getTimeMicros()).isEqualTo(Tap.START_MICROS + 5_000);
    }

    private static HepPackets sip(long seconds, int micros, byte[] message) {
        return HepPackets.from(ALICE, 5_062, PROXY, 5_060)
                .time(seconds, micros)
                .type(1)
                .agent(2_001)
                .payload(message);
    }

    private static HepPackets rtcp(String json) {
        return HepPackets.from(ALICE, 4_001, PROXY, 5_001).type(5).payload(json);
    }

    private static byte[] invite(String transport) {
        return SipText.of("INVITE sip:bob@example.com SIP/2.0")
                .header("Via", "SIP/2.0/" + transport + " 192.0.2.1:5062;branch=z9hG4bK1")
                .header("From", "<sip:alice@example.com>;tag=a1")
                .header("To", "<sip:bob@example.com>")
                .header("Call-ID", "call-1")
                .header("CSeq", "1 INVITE")
                .bytes();
    }
}
