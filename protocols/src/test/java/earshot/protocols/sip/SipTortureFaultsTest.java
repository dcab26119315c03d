// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static earshot.protocols.sip.SipAnomaly.BAD_CONTENT_LENGTH;
import static earshot.protocols.sip.SipAnomaly.BODY_TOO_SHORT;
import static earshot.protocols.sip.SipAnomaly.METHOD_MISMATCH;
import static earshot.protocols.sip.SipAnomaly.NUMBER_TOO_LARGE;
import static earshot.protocols.sip.SipAnomaly.ODD_START_LINE;
import static earshot.protocols.sip.SipAnomaly.OLD_BRANCH;
import static earshot.protocols.sip.SipAnomaly.UNBALANCED_ADDRESS;
import static earshot.protocols.sip.SipAnomaly.UNKNOWN_VERSION;
import static earshot.protocols.sip.TortureMessage.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The messages of RFC 4475 §3.1.2 and §3.2 that are wrong: each is named where it is, and still read as well as the far
 * end could have. Each test starts with the name of its message there.
 */
class SipTortureFaultsTest {
    @Test
    void badinv01SeparatorsWithoutValuesDoNotLoseTheCall() { // 3.1.2.1
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "Contact: \"Joe\" <sip:joe@example.org>;;;;",
                "Via: SIP/2.0/UDP 192.0.2.15;;,;,,");

        assertThat(sip.contact().user()).isEqualTo("joe");
        assertThat(sip.viaSentBy()).isEqualTo("192.0.2.15");
        assertThat(sip.anomalies()).containsExactly(OLD_BRANCH);
    }

    @Test
    void clerrABodyMayBeShorterThanItSays() { // 3.1.2.2
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "Content-Type: application/sdp",
                "Call-ID: torture.clerr@192.0.2.1",
                "CSeq: 8 INVITE",
                "Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKclerr",
                "From: <sip:caller@example.net>;tag=f1",
                "To: <sip:callee@example.org>",
                "Max-Forwards: 70",
                "Content-Length: 9999",
                "",
                "c=IN IP4 192.0.2.98",
                "m=audio 49217 RTP/AVP 0");

        assertThat(sip.anomalies()).containsExactly(BODY_TOO_SHORT);
        assertThat(Objects.requireNonNull(sip.sdp()).media().get(0).port()).isEqualTo(49_217);
    }

    @Test
    void nclANegativeLengthIsNoLength() { // 3.1.2.3
        assertThat(request("INVITE sip:user@example.net SIP/2.0", "Content-Length: -999")
                        .anomalies())
                .containsExactly(BAD_CONTENT_LENGTH);
    }

    @Test
    void scalar02HugeNumbersInARequestAreHeldAtTheirLargest() { // 3.1.2.4
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0",
                "CSeq: 36893488147419103232 REGISTER",
                "Max-Forwards: 300",
                "Expires: 1" + "0".repeat(100));

        assertThat(sip.cseq()).isEqualTo(0xFFFF_FFFFL);
        assertThat(sip.maxForwards()).isEqualTo(300);
        assertThat(sip.expiresSeconds()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sip.anomalies()).containsExactly(NUMBER_TOO_LARGE);
    }

    @Test
    void scalarlgHugeNumbersInAResponseToo() { // 3.1.2.5
        SipMessageView sip = request(
                "SIP/2.0 503 Service Unavailable",
                "CSeq: 9292394834772304023312 OPTIONS",
                "Retry-After: 949302838503028349304023988",
                "Warning: 1812 overture \"In Progress\"");

        assertThat(sip.statusCode()).isEqualTo(503);
        assertThat(sip.method()).isEqualTo("OPTIONS");
        assertThat(sip.cseq()).isEqualTo(0xFFFF_FFFFL);
        assertThat(sip.anomalies()).containsExactly(NUMBER_TOO_LARGE);
    }

    @Test
    void quotbalAQuoteThatDoesNotCloseIsNotTheEndOfTheAddress() { // 3.1.2.6
        SipMessageView sip =
                request("INVITE sip:user@example.net SIP/2.0", "To: \"Mr. J. User <sip:j.user@example.net>;tag=t");

        assertThat(sip.to().user()).isEqualTo("j.user");
        assertThat(sip.to().tag()).isEqualTo("t");
        assertThat(sip.anomalies()).containsExactly(UNBALANCED_ADDRESS);
    }

    @Test
    void ltgtruriBracketsAroundTheRequestUriAreTakenOff() { // 3.1.2.7
        SipMessageView sip = request("INVITE <sip:user@example.net> SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("sip:user@example.net");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);
    }

    @Test
    void lwsruriBlanksWithinTheRequestUriStay() { // 3.1.2.8
        SipMessageView sip = request("INVITE sip:user@example.net; lr SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("sip:user@example.net; lr");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);
    }

    @Test
    void lwsstartBlanksBetweenThePartsOfTheLineAreForgiven() { // 3.1.2.9
        SipMessageView sip = request("INVITE  sip:user@example.net  SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("sip:user@example.net");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);
    }

    @Test
    void trwsBlanksBehindTheVersionAreForgiven() { // 3.1.2.10
        SipMessageView sip = request("OPTIONS sip:remote@example.net SIP/2.0  ");

        assertThat(sip.requestUri()).isEqualTo("sip:remote@example.net");
        assertThat(sip.anomalies()).containsExactly(ODD_START_LINE);
    }

    @Test
    void escruriHeadersInTheRequestUriAreKept() { // 3.1.2.11
        SipMessageView sip = request("INVITE sip:user@example.net?Route=%3Csip:example.net%3E SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("sip:user@example.net?Route=%3Csip:example.net%3E");
        assertThat(sip.callId()).isEqualTo("torture@192.0.2.1");
    }

    @Test
    void baddateADateOfAnotherZoneDoesNotMatter() { // 3.1.2.12
        SipMessageView sip = request("INVITE sip:user@example.net SIP/2.0", "Date: Fri, 01 Jan 2010 16:00:00 EST");

        assertThat(sip.header("date")).isEqualTo("Fri, 01 Jan 2010 16:00:00 EST");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void regbadctAContactThatNeededBracketsIsReadUpToItsHeaders() { // 3.1.2.13
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0", "Contact: sip:user@example.net?Route=%3Csip:sip.example.net%3E");

        assertThat(sip.contact().user()).isEqualTo("user");
        assertThat(sip.contact().host()).isEqualTo("example.net");
    }

    @Test
    void badaspecBlanksWithinAnAddressAreTakenOff() { // 3.1.2.14
        SipMessageView sip =
                request("OPTIONS sip:user@example.org SIP/2.0", "To: \"Watson, Thomas\" < sip:t.watson@example.org >");

        assertThat(sip.to().displayName()).isEqualTo("Watson, Thomas");
        assertThat(sip.to().uri()).isEqualTo("sip:t.watson@example.org");
    }

    @Test
    void baddnANameWithACommaNeedsNoQuotes() { // 3.1.2.15
        SipMessageView sip = request(
                "OPTIONS sip:user@example.org SIP/2.0", "From: Bell, Alexander <sip:a.g.bell@example.net>;tag=43");

        assertThat(sip.from().displayName()).isEqualTo("Bell, Alexander");
        assertThat(sip.from().user()).isEqualTo("a.g.bell");
        assertThat(sip.from().tag()).isEqualTo("43");
    }

    @Test
    void badversAnotherVersionIsNamed() { // 3.1.2.16
        SipMessageView sip =
                request("OPTIONS sip:user@example.org SIP/7.0", "Via: SIP/7.0/UDP c.example.net;branch=z9hG4bKv");

        assertThat(sip.method()).isEqualTo("OPTIONS");
        assertThat(sip.viaSentBy()).isEqualTo("c.example.net");
        assertThat(sip.anomalies()).containsExactly(UNKNOWN_VERSION);
    }

    @Test
    void mismatch01TheStartLineNamesTheMethod() { // 3.1.2.17
        SipMessageView sip = request("OPTIONS sip:user@example.org SIP/2.0", "CSeq: 8 INVITE");

        assertThat(sip.method()).isEqualTo("OPTIONS");
        assertThat(sip.cseq()).isEqualTo(8);
        assertThat(sip.anomalies()).containsExactly(METHOD_MISMATCH);
    }

    @Test
    void mismatch02AlsoAMethodThatNobodyKnows() { // 3.1.2.18
        SipMessageView sip = request("NEWMETHOD sip:user@example.org SIP/2.0", "CSeq: 8 INVITE");

        assertThat(sip.method()).isEqualTo("NEWMETHOD");
        assertThat(sip.anomalies()).containsExactly(METHOD_MISMATCH);
    }

    @Test
    void bigcodeAStatusPastAllRangesIsNoOutcome() { // 3.1.2.19
        SipMessageView sip = new SipMessageView();

        assertThat(TortureMessage.verdict(
                        sip, "SIP/2.0 4294967301 better not break the receiver\r\nCall-ID: b\r\n\r\n"))
                .isEqualTo(SipMessageView.Verdict.BAD_STATUS);
    }

    @Test
    void badbranchABareCookieIsNoBranch() { // 3.2.1
        SipMessageView sip =
                request("OPTIONS sip:user@example.org SIP/2.0", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK");

        assertThat(sip.anomalies()).containsExactly(OLD_BRANCH);
    }
}
