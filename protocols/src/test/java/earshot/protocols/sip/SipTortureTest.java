// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static earshot.protocols.sip.SipAnomaly.BAD_CONTENT_LENGTH;
import static earshot.protocols.sip.SipAnomaly.METHOD_MISMATCH;
import static earshot.protocols.sip.SipAnomaly.NUMBER_TOO_LARGE;
import static earshot.protocols.sip.SipAnomaly.ODD_START_LINE;
import static earshot.protocols.sip.SipAnomaly.OLD_BRANCH;
import static earshot.protocols.sip.SipAnomaly.REPEATED_HEADER;
import static earshot.protocols.sip.SipAnomaly.UNBALANCED_ADDRESS;
import static earshot.protocols.sip.SipAnomaly.UNKNOWN_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The kinds of message that RFC 4475 collects, in our own words: each is read as far as a monitor needs, and named
 * where it is wrong. The section that a case stands for is in its comment.
 */
class SipTortureTest {
    private final SipMessageView sip = new SipMessageView();

    /** A message with the headers that there must be, except for what the test says. */
    private void read(String startLine, String... headers) {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        for (String header : headers) text.append(header).append("\r\n");
        complete(text, "Call-ID", "torture@192.0.2.1");
        complete(text, "CSeq", "7 OPTIONS");
        complete(text, "From", "<sip:caller@example.net>;tag=f");
        complete(text, "To", "<sip:callee@example.org>");
        complete(text, "Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKt");
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sip.wrap(bytes, 0, bytes.length)).isEqualTo(SipMessageView.Verdict.SIP);
        assertThat(sip.callId()).startsWith("torture@");
    }

    private static void complete(StringBuilder text, String name, String value) {
        if (text.indexOf("\r\n" + name + ":") < 0)
            text.append(name).append(": ").append(value).append("\r\n");
    }

    @Test
    void anyTokenIsAMethod() { // 3.1.1.2
        read("!odd-Method_*+`.%20'~ sip:a@b SIP/2.0", "CSeq: 1 !odd-Method_*+`.%20'~");

        assertThat(sip.method()).isEqualTo("!odd-Method_*+`.%20'~");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void escapesAreLeftAsTheyAre() { // 3.1.1.3, 3.1.1.4
        read("OPTIONS sip:sips%3Auser%40example.com@example.net SIP/2.0", "From: <sip:nul%00l@example.com>;tag=1");

        assertThat(sip.requestUri()).isEqualTo("sip:sips%3Auser%40example.com@example.net");
        assertThat(sip.from().user()).isEqualTo("nul%00l");
    }

    @Test
    void aNameMayTouchItsBracket() { // 3.1.1.6
        read("OPTIONS sip:a@b SIP/2.0", "From: caller<sip:caller@example.com>;tag=323");

        assertThat(sip.from().displayName()).isEqualTo("caller");
        assertThat(sip.from().tag()).isEqualTo("323");
    }

    @Test
    void aUserMayHoldSemicolons() { // 3.1.1.9
        read("OPTIONS sip:user;par=u%40x@example.com SIP/2.0", "To: <sip:user;par=u%40x@example.com;lr>");

        assertThat(sip.to().user()).isEqualTo("user;par=u%40x");
        assertThat(sip.to().host()).isEqualTo("example.com");
        assertThat(sip.to().uri()).isEqualTo("sip:user;par=u%40x@example.com");
    }

    @Test
    void octetsThatAreNoTextDoNotMatter() { // 3.1.1.12
        read("SIP/2.0 200 = 2**3 * 5**2 \u00d0\u00bd\u00ff", "Subject: a\u0000b");

        assertThat(sip.statusCode()).isEqualTo(200);
        assertThat(sip.header("subject")).isEqualTo("a\u0000b");
    }

    @Test
    void aReasonMayBeMissing() { // 3.1.1.13
        read("SIP/2.0 100 ");

        assertThat(sip.statusCode()).isEqualTo(100);
        assertThat(sip.reasonPhrase()).isEmpty();
    }

    @Test
    void separatorsWithoutValuesDoNotConfuse() { // 3.1.2.1
        read(
                "OPTIONS sip:a@b SIP/2.0",
                "Contact: \"Joe\" <sip:joe@example.org>;;;;",
                "Via: SIP/2.0/UDP 192.0.2.15;;,;,,");

        assertThat(sip.contact().user()).isEqualTo("joe");
        assertThat(sip.viaSentBy()).isEqualTo("192.0.2.15");
        assertThat(sip.anomalies()).containsExactly(OLD_BRANCH);
    }

    @Test
    void aNegativeLengthIsNoLength() { // 3.1.2.3
        read("OPTIONS sip:a@b SIP/2.0", "Content-Length: -999");

        assertThat(sip.anomalies()).containsExactly(BAD_CONTENT_LENGTH);
    }

    @Test
    void hugeNumbersAreHeldAtTheirLargest() { // 3.1.2.4
        read("OPTIONS sip:a@b SIP/2.0", "CSeq: 36893488147419103232 OPTIONS", "Expires: 1" + "0".repeat(90));

        assertThat(sip.cseq()).isEqualTo(0xFFFF_FFFFL);
        assertThat(sip.expiresSeconds()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sip.anomalies()).containsExactly(NUMBER_TOO_LARGE);
    }

    @Test
    void aQuoteThatDoesNotCloseIsNotTheEndOfTheAddress() { // 3.1.2.6
        read("OPTIONS sip:a@b SIP/2.0", "To: \"Mr. J. User <sip:j.user@example.com>;tag=t");

        assertThat(sip.to().user()).isEqualTo("j.user");
        assertThat(sip.to().tag()).isEqualTo("t");
        assertThat(sip.anomalies()).containsExactly(UNBALANCED_ADDRESS);
    }

    @Test
    void bracketsAndBlanksInTheRequestLineAreForgiven() { // 3.1.2.7 to 3.1.2.10
        read("OPTIONS <sip:user@example.com> SIP/2.0");
        assertThat(sip.requestUri()).isEqualTo("sip:user@example.com");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);

        read("OPTIONS sip:user@example.com; lr SIP/2.0");
        assertThat(sip.requestUri()).isEqualTo("sip:user@example.com; lr");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);

        read("OPTIONS  sip:user@example.com  SIP/2.0");
        assertThat(sip.requestUri()).isEqualTo("sip:user@example.com");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);

        read("OPTIONS sip:user@example.com SIP/2.0  ");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);
    }

    @Test
    void commasInNamesNeedNoQuotes() { // 3.1.2.14, 3.1.2.15
        read(
                "OPTIONS sip:a@b SIP/2.0",
                "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43",
                "To: T. Watson < sip:tw@x > ; tag = 5");

        assertThat(sip.from().user()).isEqualTo("a.g.bell");
        assertThat(sip.from().tag()).isEqualTo("43");
        assertThat(sip.to().uri()).isEqualTo("sip:tw@x");
        assertThat(sip.to().tag()).isEqualTo("5");
    }

    @Test
    void anotherVersionIsNoted() { // 3.1.2.16
        read("OPTIONS sip:a@b SIP/7.0");

        assertThat(sip.anomalies()).containsExactly(UNKNOWN_VERSION);
    }

    @Test
    void theStartLineNamesTheMethod() { // 3.1.2.17, 3.1.2.18
        read("NEWMETHOD sip:a@b SIP/2.0", "CSeq: 8 INVITE");

        assertThat(sip.method()).isEqualTo("NEWMETHOD");
        assertThat(sip.anomalies()).containsExactly(METHOD_MISMATCH);
    }

    @Test
    void aBareCookieIsNoBranch() { // 3.2.1, and RFC 2543 in 3.4.1
        read("OPTIONS sip:a@b SIP/2.0", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK");

        assertThat(sip.anomalies()).containsExactly(OLD_BRANCH);
    }

    @Test
    void unknownSchemesAreKept() { // 3.3.2 to 3.3.4
        read(
                "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0",
                "To: <isbn:2983792873>",
                "From: <http://www.example.com>;tag=3");

        assertThat(sip.requestUri()).isEqualTo("soap.beep://192.0.2.103:3002");
        assertThat(sip.to().uri()).isEqualTo("isbn:2983792873");
        assertThat(sip.to().user()).isEmpty();
        assertThat(sip.from().tag()).isEqualTo("3");
    }

    @Test
    void ofHeadersThatThereMustBeOneOfTheFirstCounts() { // 3.3.8
        read("OPTIONS sip:a@b SIP/2.0", "CSeq: 5 OPTIONS", "CSeq: 59 OPTIONS", "To: <sip:u@x>", "To: <sip:v@x>");

        assertThat(sip.cseq()).isEqualTo(5);
        assertThat(sip.to().user()).isEqualTo("u");
        assertThat(sip.anomalies()).containsExactly(REPEATED_HEADER);
    }

    @Test
    void parametersOfAContactWithoutBracketsAreTheHeaders() { // 3.3.12 to 3.3.14
        read(
                "REGISTER sip:example.com SIP/2.0",
                "CSeq: 7 REGISTER",
                "Contact: sip:+19725552222@gw1.example.net;unknownparam");

        assertThat(sip.contact().uri()).isEqualTo("sip:+19725552222@gw1.example.net");
        assertThat(sip.contact().user()).isEqualTo("+19725552222");
    }
}
