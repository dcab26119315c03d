// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static earshot.protocols.sip.SipAnomaly.CONFLICTING_CONTENT_LENGTH;
import static earshot.protocols.sip.SipAnomaly.MISSING_HEADER;
import static earshot.protocols.sip.SipAnomaly.REPEATED_HEADER;
import static earshot.protocols.sip.TortureMessage.read;
import static earshot.protocols.sip.TortureMessage.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The messages of RFC 4475 §3.3 whose grammar is right and whose meaning is not for everyone. Each test starts with the
 * name of its message there.
 */
class SipTortureSemanticsTest {
    @Test
    void insufWhatIsMissingIsSaidAndTheRestIsRead() { // 3.3.1
        SipMessageView sip = read("INVITE sip:user@example.net SIP/2.0\nCSeq: 193942 INVITE\nl: 0\n\n");

        assertThat(sip.method()).isEqualTo("INVITE");
        assertThat(sip.cseq()).isEqualTo(193_942);
        assertThat(sip.callId()).isEmpty();
        assertThat(sip.from().user()).isEmpty();
        assertThat(sip.anomalies()).containsExactly(MISSING_HEADER);
    }

    @Test
    void unkscmAnUnknownSchemeIsKept() { // 3.3.2
        SipMessageView sip = request("OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("nobodyKnowsThisScheme:totallyopaquecontent");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void novelscASchemeOfAnotherProtocolToo() { // 3.3.3
        SipMessageView sip = request("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0");

        assertThat(sip.requestUri()).isEqualTo("soap.beep://192.0.2.103:3002");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void unksm2AddressesOfOtherSchemesHaveNoUser() { // 3.3.4
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0",
                "To: <isbn:2983792873>",
                "From: <http://www.example.net>;tag=3234233",
                "Contact: <name:John_Smith>");

        assertThat(sip.to().uri()).isEqualTo("isbn:2983792873");
        assertThat(sip.to().user()).isEmpty();
        assertThat(sip.from().uri()).isEqualTo("http://www.example.net");
        assertThat(sip.from().tag()).isEqualTo("3234233");
        assertThat(sip.contact().uri()).isEqualTo("name:John_Smith");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void bext01UnknownExtensionsAreRequiredOfOthers() { // 3.3.5
        SipMessageView sip = request(
                "OPTIONS sip:user@example.net SIP/2.0",
                "Require: nothingSupportsThis, nothingSupportsThisEither",
                "Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis");

        assertThat(sip.headers("require")).containsExactly("nothingSupportsThis", "nothingSupportsThisEither");
        assertThat(sip.headers("proxy-require")).hasSize(2);
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void invutABodyOfAnUnknownTypeIsNoDescription() { // 3.3.6
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "Content-Type: application/unknownformat",
                "",
                "<audio>",
                "</audio>");

        assertThat(sip.contentType()).isEqualTo("application/unknownformat");
        assertThat(sip.sdp()).isNull();
    }

    @Test
    void regaut01AnUnknownSchemeOfCredentialsIsMaskedWhole() { // 3.3.7
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0",
                "Authorization: NoOneKnowsThisScheme opaque-data=here, realm=\"r\"");

        assertThat(sip.header("authorization")).isEqualTo("NoOneKnowsThisScheme ***");
        assertThat(new KeptHeaders(List.of("authorization"), List.of()).of(sip))
                .containsExactly(entry("authorization", "NoOneKnowsThisScheme r"));
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void multi01OfHeadersThatThereMustBeOneOfTheFirstCounts() { // 3.3.8
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "CSeq: 5 INVITE",
                "Call-ID: torture.first@x",
                "CSeq: 59 INVITE",
                "Call-ID: torture.second@x",
                "To: <sip:u@example.net>",
                "From: <sip:caller@example.net>;tag=1",
                "To: sip:v@example.net",
                "From: <sip:other@example.net>;tag=2");

        assertThat(sip.cseq()).isEqualTo(5);
        assertThat(sip.callId()).isEqualTo("torture.first@x");
        assertThat(sip.to().user()).isEqualTo("u");
        assertThat(sip.from().tag()).isEqualTo("1");
        assertThat(sip.anomalies()).containsExactly(REPEATED_HEADER);
    }

    @Test
    void mcl01OfSeveralLengthsTheSmallestCounts() { // 3.3.9
        SipMessageView sip = read("""
                OPTIONS sip:user@example.net SIP/2.0
                Via: SIP/2.0/UDP h.example.net;branch=z9hG4bKmcl
                From: <sip:a@example.net>;tag=1
                To: <sip:b@example.net>
                Call-ID: mcl01.own@192.0.2.1
                CSeq: 8 OPTIONS
                Content-Length: 13
                Content-Type: text/plain
                Content-Length: 5

                There is only one length.
                """);

        assertThat(sip.bodyLength()).isEqualTo(5);
        assertThat(sip.anomalies()).contains(CONFLICTING_CONTENT_LENGTH);
    }

    @Test
    void bcastAResponseMayComeBackToABroadcastVia() { // 3.3.10
        SipMessageView sip = request(
                "SIP/2.0 200 OK",
                "Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bKown1",
                "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23",
                "CSeq: 35 INVITE");

        assertThat(sip.vias()).extracting(Via::sentBy).containsExactly("192.0.2.198", "255.255.255.255");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void zeromfTheLastHopIsAHop() { // 3.3.11
        SipMessageView sip = request("OPTIONS sip:user@example.net SIP/2.0", "Max-Forwards: 0");

        assertThat(sip.maxForwards()).isZero();
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void cparam01AParameterOfAContactWithoutBracketsIsTheHeaders() { // 3.3.12
        SipMessageView sip =
                request("REGISTER sip:example.net SIP/2.0", "Contact: sip:+19725552222@gw1.example.org;unknownparam");

        assertThat(sip.contact().uri()).isEqualTo("sip:+19725552222@gw1.example.org");
        assertThat(sip.contact().user()).isEqualTo("+19725552222");
    }

    @Test
    void cparam02WithinBracketsItIsTheUris() { // 3.3.13
        SipMessageView sip =
                request("REGISTER sip:example.net SIP/2.0", "Contact: <sip:+19725552222@gw1.example.org;unknownparam>");

        assertThat(sip.contact().user()).isEqualTo("+19725552222");
        assertThat(sip.contact().host()).isEqualTo("gw1.example.org");
    }

    @Test
    void regescrtHeadersEscapedInAContactAreNotTheHosts() { // 3.3.14
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0", "Contact: <sip:user@example.net?Route=%3Csip:sip.example.net%3E>");

        assertThat(sip.contact().user()).isEqualTo("user");
        assertThat(sip.contact().host()).isEqualTo("example.net");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void sdp01ADescriptionThatTheSenderWouldNotAccept() { // 3.3.15
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "Accept: text/nobodyKnowsThis",
                "Content-Type: application/sdp",
                "Call-ID: torture.sdp01@x",
                "",
                "v=0",
                "c=IN IP4 192.0.2.5",
                "m=audio 49217 RTP/AVP 0 12",
                "m=video 3227 RTP/AVP 31");

        assertThat(Objects.requireNonNull(sip.sdp()).media()).hasSize(2);
        assertThat(sip.header("accept")).isEqualTo("text/nobodyKnowsThis");
    }
}
