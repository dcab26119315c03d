// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import earshot.probe.Tap;
import earshot.testkit.Frames;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SipMessagesTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private final Tap tap = new Tap();

    @Test
    void theEventSaysWhatTheMessageSaidAndWhereItWasSeen() {
        byte[] invite = SipText.request("INVITE", "c@a", 7, "z9hG4bKx")
                .header("Contact", "<sip:alice@192.0.2.1:5062>")
                .header("User-Agent", "Phone/1")
                .header("Session-ID", "aeb4c3;remote=0")
                .sdp(A, 4_000, "ptime:30", "sendonly", "rtcp:4444")
                .bytes();
        tap.udp(12.5, A, 5_060, B, 5_070, invite);

        SipMessage event = tap.events.sip.get(0);
        assertThat(event.getTimeMicros()).isEqualTo(Tap.START_MICROS + 12_500);
        assertThat(event.getFrame()).isEqualTo(1);
        assertThat(event.getTransport()).isEqualTo(SipTransport.UDP);
        assertThat(event.getSourceAddress() + ":" + event.getSourcePort()).isEqualTo("192.0.2.1:5060");
        assertThat(event.getDestinationAddress() + ":" + event.getDestinationPort())
                .isEqualTo("192.0.2.2:5070");
        assertThat(event.getCallId()).isEqualTo("c@a");
        assertThat(event.getMethod()).isEqualTo("INVITE");
        assertThat(event.getRequestUri()).isEqualTo("sip:bob@example.com");
        assertThat(event.getStatusCode()).isZero();
        assertThat(event.getCseq()).isEqualTo(7);
        assertThat(event.getFromUser()).isEqualTo("alice");
        assertThat(event.getFromTag()).isEqualTo("a1");
        assertThat(event.getToUser()).isEqualTo("bob");
        assertThat(event.getToTag()).isEmpty();
        assertThat(event.getViaBranch()).isEqualTo("z9hG4bKx");
        assertThat(event.getViaSentBy()).isEqualTo("192.0.2.1:5060");
        assertThat(event.getContactUri()).isEqualTo("sip:alice@192.0.2.1:5062");
        assertThat(event.getUserAgent()).isEqualTo("Phone/1");
        assertThat(event.getHeaders()).containsEntry("session-id", "aeb4c3;remote=0");
        SdpMedia media = event.getSdp().getMedia().get(0);
        assertThat(media.getAddress() + ":" + media.getPort()).isEqualTo("192.0.2.1:4000");
        assertThat(media.getRtcpPort()).isEqualTo(4_444);
        assertThat(media.getDirection()).isEqualTo(SdpDirection.SENDONLY);
        assertThat(media.getPtimeMs()).isEqualTo(30);
        assertThat(media.getCodecs()).hasSize(3);
    }

    /** Secrets are gone before an event exists: no field of any event holds one. */
    @Test
    void secretsNeverLeaveTheProbe() {
        tap.udp(
                0,
                A,
                5_060,
                B,
                5_060,
                SipText.request("REGISTER", "r", 1, "z9hG4bK1")
                        .header(
                                "Authorization",
                                "Digest username=\"alice\", response=\"canary-digest\", cnonce=\"canary-c\"")
                        .bytes());
        tap.udp(
                1,
                A,
                5_060,
                B,
                5_060,
                SipText.request("INVITE", "i", 1, "z9hG4bK2")
                        .sdp(A, 4_000, "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:canaryKey", "ice-pwd:canary-ice")
                        .bytes());
        tap.udp(
                2,
                A,
                5_060,
                B,
                5_060,
                SipText.request("MESSAGE", "m", 1, "z9hG4bK3")
                        .body("text/plain", "canary-text")
                        .bytes());
        tap.udp(
                3,
                A,
                5_060,
                B,
                5_060,
                SipText.request("INFO", "i", 2, "z9hG4bK4")
                        .body("application/dtmf-relay", "Signal=canary-digit\r\nDuration=160\r\n")
                        .bytes());
        tap.pipeline.finish();

        assertThat(tap.events.sip).hasSize(4);
        assertThat(tap.events.all.toString()).doesNotContain("canary");
    }

    @Test
    void aMessageInTwoFragmentsIsOneEventAtTheSecond() {
        byte[] invite =
                SipText.request("INVITE", "f", 1, "z9hG4bK1").sdp(A, 4_000).bytes();
        byte[] datagram = Frames.udp(5_060, 5_060, invite);
        byte[] head = Arrays.copyOf(datagram, 200);
        byte[] tail = Arrays.copyOfRange(datagram, 200, datagram.length);
        tap.frame(0, Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, 99, 0, true, head)));
        tap.frame(5, Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, 99, 200, false, tail)));

        assertThat(tap.events.sip).singleElement().satisfies(event -> {
            assertThat(event.getFrame()).isEqualTo(2);
            assertThat(event.getTimeMicros()).isEqualTo(Tap.START_MICROS + 5_000);
            assertThat(event.getSdp()).isNotNull();
        });
    }

    @Test
    void aMessageOverTcpIsFoundHoweverItIsCut() {
        byte[] invite =
                SipText.request("INVITE", "t", 1, "z9hG4bK1").sdp(A, 4_000).bytes();
        for (int at = 0; at < invite.length; at += 100) {
            byte[] part = Arrays.copyOfRange(invite, at, Math.min(invite.length, at + 100));
            byte[] segment = Frames.tcp(40_000, 5_060, 1_000 + at, 16, part);
            tap.frame(at, Frames.ethernet(Frames.ipv4(A, B, Frames.TCP, segment)));
        }
        tap.pipeline.finish();

        assertThat(tap.events.sip).singleElement().satisfies(event -> {
            assertThat(event.getTransport()).isEqualTo(SipTransport.TCP);
            assertThat(event.getSourceAddress()).isEqualTo(A);
            assertThat(event.getSourcePort()).isEqualTo(40_000);
            assertThat(event.getSdp().getMedia()).hasSize(1);
        });
        assertThat(tap.pipeline.totals().decoded())
                .isEqualTo(tap.pipeline.totals().read());
    }

    @Test
    void aResponseSaysItsStatus() {
        tap.udp(
                0,
                B,
                5_060,
                A,
                5_060,
                SipText.response(486, "Busy Here", "INVITE", "c", 1, "z9hG4bK1").bytes());

        SipMessage event = tap.events.sip.get(0);
        assertThat(event.getStatusCode()).isEqualTo(486);
        assertThat(event.getReasonPhrase()).isEqualTo("Busy Here");
        assertThat(event.getRequestUri()).isNull();
        assertThat(event.getMethod()).isEqualTo("INVITE");
        assertThat(event.getToTag()).isEqualTo("b1");
        assertThat(event.getRaw().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(100);
    }
}
