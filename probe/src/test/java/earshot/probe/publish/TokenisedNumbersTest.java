// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.RecordingPublisher;
import earshot.probe.capture.CapturedPacket;
import earshot.protocols.number.NumberTokens;
import earshot.testkit.Frames;
import earshot.testkit.HepPackets;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Numbers are put wherever a message may have one; none of them may be in any event, and who is who stays clear. */
class TokenisedNumbersTest {
    private static final byte[] KEY = "the key of every probe".getBytes(StandardCharsets.UTF_8);
    private static final int HIDDEN = 7;

    /** How equipment writes one number: all of these end in the same digits. */
    private static final List<String> FORMS = List.of("%s", "+%s", "00%s", "%%2B%s", "%s;phone-context=+49", "*31*%s");

    private final RecordingPublisher events = new RecordingPublisher();
    private final ProbePipeline pipeline =
            new ProbePipeline(PipelineSettings.of("tap", 0), new TokenisedNumbers(events, new NumberTokens(KEY)));
    private final CapturedPacket packet = new CapturedPacket();

    private void send(byte[] message) {
        byte[] frame = Frames.udpFrame("192.0.2.1", 5_060, "192.0.2.2", 5_060, message);
        packet.set(1, 1_700_000_000_000_000_000L, frame, frame.length);
        pipeline.accept(packet);
    }

    /** The settings refuse both together; should they not, nothing gets out. */
    @Test
    void noLogLineLeavesWhereNumbersMustNot() {
        ProbePipeline keeping = new ProbePipeline(
                new PipelineSettings.Builder("tap", 0).keepsLogs(true).build(),
                new TokenisedNumbers(events, new NumberTokens(KEY)));
        byte[] log = HepPackets.from("192.0.2.1", 1, "192.0.2.2", 2)
                .type(100)
                .correlation("call-1")
                .payload("call from +49 30 123 45 67")
                .bytes();
        packet.set(CapturedPacket.HEP, 1_700_000_000_000_000_000L, log, log.length);
        keeping.accept(packet);

        assertThat(events.all).isEmpty();
    }

    @Property(tries = 300)
    void noDigitsOfANumberSurvive(
            @ForAll("numbers") String caller,
            @ForAll("numbers") String called,
            @ForAll("numbers") String other,
            @ForAll("forms") String form,
            @ForAll("extraHeaders") String header) {
        events.all.clear();
        events.sip.clear();
        String from = form.formatted(caller);
        String to = form.formatted(called);
        send(SipText.of("INVITE sip:" + to + "@192.0.2.2;user=phone SIP/2.0")
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK" + caller)
                .header("f", "\"" + caller + "\" <sip:" + from + "@192.0.2.1>;tag=as" + caller)
                .header("To", called + " <tel:" + to.replace("%2B", "+") + ">")
                .header("Call-ID", called + "-ab" + caller + "@192.0.2.1")
                .header("CSeq", "1 INVITE")
                .header("Contact", "<sip:" + from + "@192.0.2.1:5060;transport=udp>")
                .header(header, form.formatted(other))
                .header(header, "\"" + other + "\" <sip:" + form.formatted(other) + "@192.0.2.9>;x=" + other)
                .header("User-Agent", "Phone of " + caller)
                .header("Authorization", "Digest username=\"" + caller + "\", realm=\"pbx\", response=\"abc\"")
                .header("Identity", passport(caller, called))
                .body(
                        "application/sdp",
                        "v=0\r\no=" + caller + " 1 1 IN IP4 192.0.2.1\r\ns=" + called
                                + "\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na=ssrc:1 cname:"
                                + caller + "@192.0.2.1\r\n")
                .bytes());
        pipeline.silentUntil(1_700_000_000_000_001L);

        assertThat(events.sip).hasSize(1);
        String everything = events.sip.toString();
        for (String number : List.of(caller, called, other)) {
            assertThat(everything).doesNotContain(number.substring(number.length() - HIDDEN));
        }
        assertThat(events.sip.get(0).getFromUser()).contains("~");
        assertThat(events.sip.get(0).getSdp()).isNotNull();
    }

    /** Numbers whose hidden digits are nothing that the messages hold for other reasons. */
    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings()
                .numeric()
                .ofMinLength(9)
                .ofMaxLength(15)
                .filter(number -> number.chars().distinct().count() > 4);
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.of(FORMS);
    }

    @Provide
    Arbitrary<String> extraHeaders() {
        return Arbitraries.of(
                "P-Asserted-Identity",
                "Remote-Party-ID",
                "Diversion",
                "History-Info",
                "Refer-To",
                "Referred-By",
                "Reply-To",
                "Record-Route",
                "X-Customer-Number",
                "X-CID",
                "Subject",
                "Warning",
                "P-Charging-Vector",
                "Session-ID");
    }

    private static String passport(String caller, String called) {
        String claims = "{\"attest\":\"A\",\"dest\":{\"tn\":[\"" + called
                + "\"]},\"iat\":1700000000,\"orig\":{\"tn\":\"" + caller + "\"},\"origid\":\"x\"}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"ppt\":\"shaken\"}".getBytes(StandardCharsets.UTF_8)) + '.'
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl;ppt=shaken";
    }

    @Test
    void theMessagesOfACallStayTogetherAndTheNumberKeepsItsCountry() {
        send(call("INVITE sip:01555123987@proxy SIP/2.0", "1 INVITE", ""));
        send(call("SIP/2.0 200 OK", "1 INVITE", ";tag=b1"));

        SipMessage invite = events.sip.get(0);
        SipMessage answer = events.sip.get(1);
        assertThat(answer.getCallId()).isEqualTo(invite.getCallId()).matches("0049301~[a-z]{16}-17@pbx");
        assertThat(answer.getViaBranch()).isEqualTo(invite.getViaBranch());
        assertThat(answer.getFromTag()).isEqualTo(invite.getFromTag());
        assertThat(answer.getFromUser()).isEqualTo(invite.getFromUser()).matches("\\+49301~[a-z]{16}");
        assertThat(invite.getCseq()).isEqualTo(1);
        assertThat(invite.getRequestUri()).matches("sip:0155~[a-z]{16}@proxy");
    }

    private static byte[] call(String startLine, String cseq, String toTag) {
        return SipText.of(startLine)
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK77441122")
                .header("From", "<sip:+493012345678@192.0.2.1>;tag=a2345678z")
                .header("To", "<sip:15551239876@192.0.2.2>" + toTag)
                .header("Call-ID", "00493012345678-17@pbx")
                .header("CSeq", cseq)
                .bytes();
    }

    /** RFC 6035, by PUBLISH; the call's own messages were seen elsewhere. */
    @Test
    void theReportOfATelephoneNamesTheCallByTheSameToken() {
        String body = """
                VQSessionReport: CallTerm
                CallID: 493012345678@pbx
                LocalID: <sip:493012345678@pbx>
                RemoteID: <sip:15551239876@pbx>
                OrigID: <sip:493012345678@pbx>
                LocalAddr:IP=192.0.2.1 PORT=4000 SSRC=0x1
                RemoteAddr:IP=192.0.2.2 PORT=4002 SSRC=0x2
                LocalMetrics:
                Timestamps:START=2026-01-01T10:00:00Z STOP=2026-01-01T10:01:00Z
                PacketLoss:NLR=1.5 JDR=0
                """;
        send(SipText.of("PUBLISH sip:collector@192.0.2.2 SIP/2.0")
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1")
                .header("From", "<sip:493012345678@192.0.2.1>;tag=1")
                .header("To", "<sip:collector@192.0.2.2>")
                .header("Call-ID", "p1")
                .header("CSeq", "1 PUBLISH")
                .header("Event", "vq-rtcpxr")
                .body("application/vq-rtcpxr", body)
                .bytes());

        assertThat(events.rtcp)
                .singleElement()
                .satisfies(report -> assertThat(report.getDevice().getCallId()).matches("49301~[a-z]{16}@pbx"));
        assertThat(events.all.toString()).doesNotContain("2345678").doesNotContain("1239876");
    }

    /** RTCP by HEP, whose correlation chunk names the call: no other message tells the number. */
    @Test
    void anAgentsCallIdIsTheSameTokenAsTheCallsOwn() {
        send(call("INVITE sip:15551239876@proxy SIP/2.0", "1 INVITE", ""));
        byte[] hep = HepPackets.from("192.0.2.1", 4_001, "192.0.2.2", 4_003)
                .time(1_700_000_000L, 0)
                .type(5)
                .correlation("00493012345678-17@pbx")
                .payload(goodbye())
                .bytes();
        byte[] frame = Frames.udpFrame("192.0.2.7", 9_060, "192.0.2.8", 9_060, hep);
        packet.set(1, 1_700_000_000_100_000_000L, frame, frame.length);
        pipeline.accept(packet);

        RtcpReport said = events.rtcp.get(0);
        assertThat(said.getCallId()).isEqualTo(events.sip.get(0).getCallId());
        assertThat(said.toString().toLowerCase(Locale.ROOT)).doesNotContain("2345678");
    }

    /** A receiver report without blocks, and a BYE of SSRC 1. */
    private static byte[] goodbye() {
        return new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1, (byte) 0x81, (byte) 203, 0, 1, 0, 0, 0, 1};
    }
}
