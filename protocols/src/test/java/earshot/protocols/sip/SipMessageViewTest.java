// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sip.SipMessageView.Verdict;
import earshot.testkit.HostileBytes;
import earshot.testkit.SipText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipMessageViewTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SipMessageView sip = new SipMessageView();

    private Verdict wrap(String text) {
        byte[] bytes = ("SIP" + text + "/2.0").getBytes(StandardCharsets.UTF_8);
        return sip.wrap(bytes, 3, bytes.length - 7);
    }

    private void read(String text) {
        assertThat(wrap(text)).isEqualTo(Verdict.SIP);
    }

    @Test
    void anInviteWithItsOffer() {
        read(SipText.of("INVITE sip:bob@example.com;user=phone SIP/2.0")
                .header("Via", "SIP/2.0/TCP Phone.Example.COM:5061;branch=z9hG4bK74b;rport, SIP/2.0/UDP 10.0.0.1")
                .header("From", "\"Alice \\\"A\\\" \" <sip:alice:secret@example.com;transport=tcp>;tag=9fx")
                .header("To", "Bob <sips:bob@example.com:5061?subject=x>")
                .header("Call-ID", "a84b4c76e66710@pc33")
                .header("CSeq", "314159 INVITE")
                .header("Contact", "<sip:alice@192.0.2.1:5061>, <sip:alice@192.0.2.2>")
                .header("User-Agent", "Phone/1.0")
                .header("Expires", "120")
                .header("Reason", "Q.850;cause=16")
                .sdp("192.0.2.1", 4000, "sendonly")
                .toString());

        assertThat(sip.isRequest()).isTrue();
        assertThat(sip.method()).isEqualTo("INVITE");
        assertThat(sip.requestUri()).isEqualTo("sip:bob@example.com;user=phone");
        assertThat(sip.statusCode()).isZero();
        assertThat(sip.reasonPhrase()).isNull();
        assertThat(sip.callId()).isEqualTo("a84b4c76e66710@pc33");
        assertThat(sip.cseq()).isEqualTo(314_159);
        assertThat(sip.from())
                .isEqualTo(new NameAddress("Alice \"A\" ", "sip:alice:***@example.com", "alice", "example.com", "9fx"));
        assertThat(sip.to())
                .isEqualTo(new NameAddress("Bob", "sips:bob@example.com:5061", "bob", "example.com:5061", ""));
        assertThat(sip.contact().uri()).isEqualTo("sip:alice@192.0.2.1:5061");
        assertThat(sip.viaBranch()).isEqualTo("z9hG4bK74b");
        assertThat(sip.viaSentBy()).isEqualTo("phone.example.com:5061");
        assertThat(sip.viaTransport()).isEqualTo("TCP");
        assertThat(sip.headers("via")).hasSize(2);
        assertThat(sip.headers("contact")).containsExactly("<sip:alice@192.0.2.1:5061>", "<sip:alice@192.0.2.2>");
        assertThat(sip.userAgent()).isEqualTo("Phone/1.0");
        assertThat(sip.expiresSeconds()).isEqualTo(120);
        assertThat(sip.header("reason")).isEqualTo("Q.850;cause=16");
        assertThat(sip.header("x-none")).isEmpty();
        assertThat(sip.contentType()).isEqualTo("application/sdp");
        SessionDescription offer = Objects.requireNonNull(sip.sdp());
        assertThat(offer.media().get(0).port()).isEqualTo(4000);
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void aResponseTakesItsMethodFromCseq() {
        read(SipText.response(486, "Busy Here", "INVITE", "c1", 7, "z9hG4bK1").toString());

        assertThat(sip.isRequest()).isFalse();
        assertThat(sip.statusCode()).isEqualTo(486);
        assertThat(sip.reasonPhrase()).isEqualTo("Busy Here");
        assertThat(sip.method()).isEqualTo("INVITE");
        assertThat(sip.requestUri()).isNull();
        assertThat(sip.to().tag()).isEqualTo("b1");
        assertThat(sip.sdp()).isNull();
    }

    @Test
    void aViewForgetsTheMessageBefore() {
        read(SipText.request("INVITE", "c1", 1, "z9hG4bK1")
                .header("Contact", "<sip:a@b>")
                .toString());
        read(SipText.response(100, "Trying", "OPTIONS", "c2", 2, "z9hG4bK2").toString());

        assertThat(sip.contact()).isEqualTo(NameAddress.NONE);
        assertThat(sip.requestUri()).isNull();
        assertThat(sip.callId()).isEqualTo("c2");
        assertThat(sip.method()).isEqualTo("OPTIONS");
    }

    @Test
    void compactNamesFoldsAndOddBlanksAreTheSameMessage() { // as RFC 4475 §3.1.1.1
        read("""
                INVITE sip:bob@example.com SIP/2.0\r
                v  : SIP  / 2.0\r
                 /UDP   192.0.2.1 : 5060  ;  branch\r
                	=  z9hG4bK9ikj8 ,\r
                 SIP  /    2.0   / UDP  192.0.2.9\r
                f  :\r
                 sip:alice@example.com   ;\r
                 tag  =  a1\r
                T: <sip:bob@example.com>\r
                i: folded.1\r
                cSEQ: 0009\r
                  INVITE\r
                m: <sip:alice@192.0.2.1>\r
                l:  0\r
                \r
                """);

        assertThat(sip.viaBranch()).isEqualTo("z9hG4bK9ikj8");
        assertThat(sip.viaSentBy()).isEqualTo("192.0.2.1:5060");
        assertThat(sip.viaTransport()).isEqualTo("UDP");
        assertThat(sip.from().tag()).isEqualTo("a1");
        assertThat(sip.from().user()).isEqualTo("alice");
        assertThat(sip.callId()).isEqualTo("folded.1");
        assertThat(sip.cseq()).isEqualTo(9);
        assertThat(sip.contact().uri()).isEqualTo("sip:alice@192.0.2.1");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void bareLineFeedsAndLeadingLineEndsAreRead() {
        read("\r\n\r\n"
                + SipText.request("OPTIONS", "c1", 1, "z9hG4bK1").toString().replace("\r\n", "\n"));

        assertThat(sip.callId()).isEqualTo("c1");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void keepAlivesAndOtherPayloadsAreToldApart() {
        assertThat(wrap("\r\n\r\n")).isEqualTo(Verdict.KEEP_ALIVE);
        assertThat(wrap("\0\0\0\0")).isEqualTo(Verdict.KEEP_ALIVE);
        assertThat(wrap("GET / HTTP/1.1\r\n\r\n")).isEqualTo(Verdict.NOT_SIP);
        assertThat(wrap("hello")).isEqualTo(Verdict.NOT_SIP);
        assertThat(wrap("SIP/2.0 999999999999 Huge\r\nCall-ID: 1\r\n\r\n")).isEqualTo(Verdict.BAD_STATUS);
    }

    @Test
    void contentLengthEndsTheBody() {
        read("OPTIONS sip:a@b SIP/2.0\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabcdef");

        assertThat(sip.bodyLength()).isEqualTo(3);
        assertThat(sip.anomalies()).contains(SipAnomaly.TRAILING_OCTETS);
    }

    @Test
    void aBodyShorterThanClaimedIsUsedAsItIs() {
        read("OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 9999\r\n\r\nabc");
        assertThat(sip.bodyLength()).isEqualTo(3);
        assertThat(sip.anomalies()).contains(SipAnomaly.BODY_TOO_SHORT);

        byte[] cut = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 9999\r\n\r\nabc".getBytes(StandardCharsets.UTF_8);
        assertThat(sip.wrap(cut, 0, cut.length, 10_000)).isEqualTo(Verdict.SIP);
        assertThat(sip.anomalies()).contains(SipAnomaly.CAPTURE_TRUNCATED).doesNotContain(SipAnomaly.BODY_TOO_SHORT);
    }

    @Test
    void ofConflictingLengthsTheSmallestCountsAndOfRepeatedHeadersTheFirst() {
        read("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: one\r\ni: two\r\nl: 5\r\nContent-Length: 2\r\n\r\nabcdef");

        assertThat(sip.bodyLength()).isEqualTo(2);
        assertThat(sip.callId()).isEqualTo("one");
        assertThat(sip.anomalies()).contains(SipAnomaly.CONFLICTING_CONTENT_LENGTH, SipAnomaly.REPEATED_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1 2"})
    void aLengthThatIsNoNumberIsAsIfAbsent(String length) {
        read("OPTIONS sip:a@b SIP/2.0\r\nContent-Length: " + length + "\r\n\r\nabc");

        assertThat(sip.bodyLength()).isEqualTo(3);
        assertThat(sip.anomalies()).contains(SipAnomaly.BAD_CONTENT_LENGTH);
    }

    @Test
    void aLoneCarriageReturnEndsItsLine() {
        read("OPTIONS sip:a@b SIP/2.0\r\nSubject: x\rCall-ID: hidden\r\n\r\n");

        assertThat(sip.callId()).isEqualTo("hidden");
        assertThat(sip.anomalies()).contains(SipAnomaly.BARE_CARRIAGE_RETURN);
    }

    @Test
    void missingHeadersLeaveAPartialRecord() {
        read("INVITE sip:user@example.com SIP/2.0\r\nCSeq: 193942 INVITE\r\n\r\n");

        assertThat(sip.callId()).isEmpty();
        assertThat(sip.from()).isEqualTo(NameAddress.NONE);
        assertThat(sip.viaBranch()).isEmpty();
        assertThat(sip.cseq()).isEqualTo(193_942);
        assertThat(sip.anomalies()).containsExactly(SipAnomaly.MISSING_HEADER);
    }

    @Test
    void telephoneNumbersAreUsers() {
        read("INVITE tel:+15551234 SIP/2.0\r\nFrom: <tel:+1-555-9999;phone-context=x>;tag=1\r\n\r\n");

        assertThat(sip.from().user()).isEqualTo("+1-555-9999");
        assertThat(sip.from().uri()).isEqualTo("tel:+1-555-9999");
        assertThat(sip.from().tag()).isEqualTo("1");
    }

    @Test
    void longCallIdsAreCutAndStayApart() {
        String prefix = "x".repeat(600);
        read("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: " + prefix + "1\r\n\r\n");
        String first = sip.callId();
        assertThat(sip.anomalies()).contains(SipAnomaly.VALUE_CUT);
        read("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: " + prefix + "2\r\n\r\n");

        assertThat(first).hasSize(512).isNotEqualTo(sip.callId());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 512, 513, 1024, 1025, 65_536})
    void anyHeaderMayBeOfAnyLength(int length) {
        String value = "9".repeat(length);
        for (String name : List.of("From", "To", "Via", "Contact", "CSeq", "User-Agent", "Content-Type", "Expires")) {
            read("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: c\r\n" + name + ": " + value + "\r\n\r\n");
            assertThat(sip.callId()).isEqualTo("c");
            assertThat(sip.userAgent().length()).isLessThanOrEqualTo(256);
            assertThat(sip.from().uri().length()).isLessThanOrEqualTo(1024);
        }
    }

    @Test
    void moreHeadersThanAnyoneNeedsAreSkippedAndTheBodyIsFound() {
        read("OPTIONS sip:a@b SIP/2.0\r\n" + "X: y\r\n".repeat(10_000) + "Call-ID: late\r\n\r\nbody");

        assertThat(sip.callId()).isEmpty();
        assertThat(sip.bodyLength()).isEqualTo(4);
        assertThat(sip.anomalies()).contains(SipAnomaly.TOO_MANY_HEADERS);
    }

    @Test
    void theDescriptionIsFoundInsideNestedMultiparts() {
        String body = """
                preamble\r
                --outer\r
                Content-Type: multipart/alternative; boundary="in ner"\r
                \r
                --in ner\r
                Content-Type: application/isup;version=itu-t92+\r
                \r
                \u0001binary--\r
                --in ner\r
                c: application/sdp\r
                \r
                v=0\r
                c=IN IP4 192.0.2.1\r
                m=audio 4000 RTP/AVP 0\r
                --in ner--\r
                --outer--\r
                """;
        read(SipText.request("INVITE", "c1", 1, "z9hG4bK1")
                .body("multipart/mixed;boundary=outer", body)
                .toString());

        SessionDescription offer = Objects.requireNonNull(sip.sdp());
        assertThat(offer.media().get(0).port()).isEqualTo(4000);
        assertThat(offer.anomalies()).isEmpty();
    }

    @Test
    void anEncodedBodyIsNotOpened() {
        read("INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\ne: gzip\r\n\r\nm=audio 1 RTP/AVP 0");

        assertThat(sip.sdp()).isNull();
        assertThat(sip.anomalies()).contains(SipAnomaly.ENCODED_BODY);
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] sample = SipText.request("INVITE", "c1", 1, "z9hG4bK1")
                .header("Contact", "\"A\" <sip:a:b@c;d=e?f=g>;h=\"i\"")
                .sdp("192.0.2.1", 4000)
                .bytes();

        HostileBytes.attack(sample, 11, (bytes, offset, length) -> {
            Verdict verdict = sip.wrap(bytes, offset, length);
            if (verdict != Verdict.SIP) return verdict;
            SessionDescription sdp = sip.sdp();
            return List.of(
                    sip.callId(),
                    sip.from(),
                    sip.contact(),
                    sip.anomalies().toString(),
                    sip.bodyLength(),
                    SipRedactor.redact(sip),
                    sdp == null ? "none" : sdp);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "<",
                ",",
                ";",
                "=",
                ":",
                "@",
                " ",
                "\t",
                "\r\n ",
                "\\",
                "\"\\",
                "<>",
                "--b\r\n",
                "\n",
                "\r",
                "a\n",
                "a:b\n",
                ";tag=",
                "sip:",
                "sip:@",
                ";=",
                "%00",
                "--b--\r\n"
            })
    void timeGrowsAsTheMessageDoes(
            String hostile) { // sixteen times the length: squared, it would be 256 times the time
        assertThat(cpuMicros(hostile, 256_000)).isLessThan(64 * cpuMicros(hostile, 16_000) + 20_000);
    }

    /** The best of five, and of this thread alone: other programs must not count. */
    private long cpuMicros(String hostile, int length) {
        String filling = hostile.repeat(length / hostile.length());
        String line = filling.replace("\n", "").replace("\r", "");
        byte[] bytes = SipText.of("INVITE sip:" + line + " SIP/2.0")
                .header("From", filling)
                .header("Contact", filling)
                .header("Via", filling)
                .body("multipart/mixed;boundary=b", filling)
                .bytes();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            if (sip.wrap(bytes, 0, bytes.length) == Verdict.SIP) {
                SipRedactor.redact(sip);
                sip.headers("contact");
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1000);
        }
        return best;
    }
}
