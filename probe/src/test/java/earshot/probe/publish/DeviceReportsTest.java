// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.DeviceReport;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.probe.Tap;
import earshot.testkit.SipText;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceReportsTest {
    private static final String PHONE = "192.0.2.1";
    private static final String COLLECTOR = "192.0.2.9";
    private static final String BODY = """
            VQSessionReport: CallTerm\r
            CallID: 9f1c2e@192.0.2.1\r
            LocalID: <sip:201@example.net>\r
            LocalAddr: IP=192.0.2.1 PORT=16400 SSRC=0x1A2B3C4D\r
            RemoteAddr: IP=2001:db8::7 PORT=20010 SSRC=11\r
            LocalMAC: 02:00:5e:10:00:01\r
            LocalMetrics:\r
            Timestamps: START=2026-03-01T10:00:00Z STOP=2026-03-01T10:02:30Z\r
            PacketLoss: NLR=1.2\r
            QualityEst: MOSLQ=4.2\r
            RemoteMetrics:\r
            PacketLoss: NLR=0.0\r
            """;

    private final Tap tap = new Tap();

    private static SipText request(String method) {
        return SipText.request(method, "pub-1@192.0.2.1", 1, "z9hG4bKv")
                .header("Event", "vq-rtcpxr")
                .header("User-Agent", "Phone/2");
    }

    @Test
    void aPublishTellsOfBothStreams() {
        tap.udp(
                250,
                PHONE,
                5_060,
                COLLECTOR,
                5_060,
                request("PUBLISH").body("application/vq-rtcpxr", BODY).bytes());

        assertThat(tap.events.sip).hasSize(1);
        assertThat(tap.events.rtcp).hasSize(2);
        RtcpReport ofReceived = tap.events.rtcp.get(0);
        assertThat(ofReceived.getKind()).isEqualTo(RtcpKind.DEVICE);
        assertThat(ofReceived.getTimeMicros()).isEqualTo(Tap.START_MICROS + 250_000);
        assertThat(ofReceived.getReporterSsrc()).isEqualTo(0x1A2B3C4DL);
        assertThat(ofReceived.getSubjectSsrc()).isEqualTo(11);
        assertThat(ofReceived.getSourceAddress()).isEqualTo(PHONE);
        DeviceReport said = ofReceived.getDevice();
        assertThat(said.getCallId()).isEqualTo("9f1c2e@192.0.2.1");
        assertThat(said.getReport()).isEqualTo("session");
        assertThat(said.getDevice()).isEqualTo("Phone/2");
        assertThat(said.getOfFarEnd()).isFalse();
        assertThat(said.getLocalMedia()).isEqualTo("192.0.2.1:16400");
        assertThat(said.getRemoteMedia()).isEqualTo("[2001:db8::7]:20010");
        assertThat(said.getStartMicros())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z").getEpochSecond() * 1_000_000);
        assertThat(said.getLossPercent()).isEqualTo(1.2);
        assertThat(said.getMosLq()).isEqualTo(4.2);
        assertThat(said.getMosCq()).isNull();
        RtcpReport ofSent = tap.events.rtcp.get(1);
        assertThat(ofSent.getReporterSsrc()).isEqualTo(11);
        assertThat(ofSent.getSubjectSsrc()).isEqualTo(0x1A2B3C4DL);
        assertThat(ofSent.getDevice().getOfFarEnd()).isTrue();
        assertThat(ofSent.getDevice().getLossPercent()).isZero();
        assertThat(ofSent.getDevice().getMosLq()).isNull();
    }

    @Test
    void aNotifyMayBringItInOneOfItsParts() {
        String parts =
                "--cut\r\nContent-Type: text/plain\r\n\r\nhello\r\n--cut\r\nContent-Type: application/vq-rtcpxr\r\n\r\n"
                        + BODY + "\r\n--cut--\r\n";
        tap.udp(
                0,
                PHONE,
                5_060,
                COLLECTOR,
                5_060,
                request("NOTIFY").body("multipart/mixed;boundary=cut", parts).bytes());

        assertThat(tap.events.rtcp).hasSize(2);
    }

    /** What is personal in the report stays in the probe: who, and the hardware address. */
    @Test
    void noEventHoldsWhoReportedOrOnWhatHardware() {
        tap.udp(
                0,
                PHONE,
                5_060,
                COLLECTOR,
                5_060,
                request("PUBLISH").body("application/vq-rtcpxr", BODY).bytes());

        assertThat(tap.events.all).allSatisfy(event -> assertThat(event.toString())
                .doesNotContain("02:00:5e:10:00:01")
                .doesNotContain("201@example.net"));
    }

    @Test
    void otherBodiesAndOtherMethodsReportNothing() {
        tap.udp(
                0,
                PHONE,
                5_060,
                COLLECTOR,
                5_060,
                request("PUBLISH").body("application/pidf+xml", BODY).bytes());
        tap.udp(
                1,
                PHONE,
                5_060,
                COLLECTOR,
                5_060,
                request("MESSAGE").body("application/vq-rtcpxr", BODY).bytes());

        assertThat(tap.events.sip).hasSize(2);
        assertThat(tap.events.rtcp).isEmpty();
    }
}
