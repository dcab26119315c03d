// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static earshot.protocols.sip.SipAnomaly.OLD_BRANCH;
import static earshot.protocols.sip.SipAnomaly.TRAILING_OCTETS;
import static earshot.protocols.sip.SipAnomaly.VALUE_CUT;
import static earshot.protocols.sip.TortureMessage.read;
import static earshot.protocols.sip.TortureMessage.request;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.sdp.SessionDescription.MediaDescription;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * The messages of RFC 4475 §3.1.1 that are valid, however odd they look. Each test starts with the name of its message
 * there and shows the same peculiarity in our own words.
 */
class SipTortureTest {
    @Test
    void wsinvBlanksAndFoldsMayStandAnywhere() { // 3.1.1.1
        SipMessageView sip = read("""
                INVITE sip:gustav@lab.example.net;what=ever SIP/2.0
                TO :
                 sip:gustav@lab.example.net ;   tag    = 0071
                from   : "H Hertz \\\\\\""       <sip:hertz@example.net>
                  ;
                  tag = 88hz
                MaX-fOrWaRdS: 0068
                Call-ID: wsinv.own@192.0.2.1
                Content-Length   : 77
                cseq: 0009
                  INVITE
                Via  : SIP  /   2.0
                 /UDP
                    192.0.2.2;branch=z9hG4bKwide
                s :
                NewHeader:   some value
                 and more of it
                OddHeader: ;;,,;;,;
                Content-Type: application/sdp
                Route:
                 <sip:services.example.net;lr;with=value;without>
                v:  SIP  / 2.0  / TCP     spindle.example.net   ;
                  branch  =   z9hG4bKsecond  ,
                 SIP  /    2.0   / UDP  192.0.2.111   ; branch=
                 z9hG4bKthird
                m:"Quoted \\"\\"" <sip:hertz@example.net> ; newparam =
                      newvalue ;
                  secondparam ; q = 0.33

                v=0
                o=h 1 2 IN IP4 192.0.2.3
                s=-
                c=IN IP4 192.0.2.4
                m=audio 9 RTP/AVP 0
                """);

        assertThat(sip.method()).isEqualTo("INVITE");
        assertThat(sip.cseq()).isEqualTo(9);
        assertThat(sip.to().user()).isEqualTo("gustav");
        assertThat(sip.to().tag()).isEqualTo("0071");
        assertThat(sip.from().displayName()).isEqualTo("H Hertz \\\"");
        assertThat(sip.from().tag()).isEqualTo("88hz");
        assertThat(sip.maxForwards()).isEqualTo(68);
        assertThat(sip.vias())
                .extracting(Via::transport, Via::sentBy, Via::branch)
                .containsExactly(
                        Tuple.tuple("UDP", "192.0.2.2", "z9hG4bKwide"),
                        Tuple.tuple("TCP", "spindle.example.net", "z9hG4bKsecond"),
                        Tuple.tuple("UDP", "192.0.2.111", "z9hG4bKthird"));
        assertThat(sip.contact().uri()).isEqualTo("sip:hertz@example.net");
        assertThat(sip.header("newheader")).isEqualTo("some value and more of it");
        MediaDescription audio = Objects.requireNonNull(sip.sdp()).media().get(0);
        assertThat(audio.address() + ':' + audio.port()).isEqualTo("192.0.2.4:9");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void intmethAnyTokenIsAMethodAndAnyCharacterMayBeInAUri() { // 3.1.1.2
        SipMessageView sip = request(
                "!odd-Method_*+`.%20'~ sip:1_wow-~&!$=?/ok:&it+is$allowed,too@example.net SIP/2.0",
                "To: \"BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007F\" <sip:1_wow-~&!$=?/ok@example.net>",
                "From: t1234'`*-!.%+~ <sip:from@example.net>;tag=_t~ok!'*;(p=1)",
                "CSeq: 12 !odd-Method_*+`.%20'~");

        assertThat(sip.method()).isEqualTo("!odd-Method_*+`.%20'~");
        assertThat(sip.to().user()).isEqualTo("1_wow-~&!$=?/ok");
        assertThat(sip.to().displayName()).isEqualTo("BEL:\u0007 NUL:\u0000 DEL:\u007F");
        assertThat(sip.from().tag()).isEqualTo("_t~ok!'*");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void esc01EscapesInAUserAreLeftAsTheyAre() { // 3.1.1.3
        SipMessageView sip = request(
                "INVITE sip:sips%3Auser%40example.net@example.org SIP/2.0",
                "To: sip:%75se%72@example.org",
                "Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>");

        assertThat(sip.requestUri()).isEqualTo("sip:sips%3Auser%40example.net@example.org");
        assertThat(sip.to().user()).isEqualTo("%75se%72");
        assertThat(sip.contact().user()).isEqualTo("cal%6Cer");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void escnullAnEscapedNulIsPartOfTheUser() { // 3.1.1.4
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0",
                "To: sip:null-%00-null@example.net",
                "Contact: <sip:%00@host5.example.net>",
                "Contact: <sip:%00%00@host5.example.net>");

        assertThat(sip.to().user()).isEqualTo("null-%00-null");
        assertThat(sip.contact().user()).isEqualTo("%00");
        assertThat(sip.headers("contact")).hasSize(2);
    }

    @Test
    void esc02AnEscapeInAMethodMakesAnotherMethod() { // 3.1.1.5
        SipMessageView sip = request("RE%47IST%45R sip:registrar.example.net SIP/2.0", "To: \"%Z%45\" <sip:r@x.net>");

        assertThat(sip.method()).isEqualTo("RE%47IST%45R");
        assertThat(sip.to().displayName()).isEqualTo("%Z%45");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void lwsdispANameMayTouchItsBracket() { // 3.1.1.6
        SipMessageView sip =
                request("OPTIONS sip:user@example.net SIP/2.0", "From: caller<sip:caller@example.net>;tag=323");

        assertThat(sip.from().displayName()).isEqualTo("caller");
        assertThat(sip.from().tag()).isEqualTo("323");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void longreqNothingIsTooLongToFindTheCall() { // 3.1.1.7
        String name = "I have a user name of extreme".repeat(40);
        SipMessageView sip = request(
                "INVITE sip:user@example.net SIP/2.0",
                "To: \"" + name + "\" <sip:user@example.net:6000;unknown=" + "verylong".repeat(60) + ">",
                "F: sip:" + "amazinglylongcallername".repeat(30) + "@example.org;tag=" + "12".repeat(200) + "982424",
                "Call-ID: torture." + "really".repeat(60) + "longcallid",
                "Unknown-" + "Long".repeat(60) + "-Name: value",
                "Via: SIP/2.0/TCP sip33.example.net;branch=z9hG4bK" + "x".repeat(600),
                "Via: SIP/2.0/TCP sip32.example.net;branch=z9hG4bK1",
                "Contact: <sip:" + "amazing".repeat(40) + "@host5.example.org>");

        assertThat(sip.callId()).endsWith("longcallid");
        assertThat(sip.from().tag()).endsWith("982424");
        assertThat(sip.to().user()).isEqualTo("user");
        assertThat(sip.viaBranch()).hasSize(Caps.OTHER_MAX);
        assertThat(sip.vias()).hasSize(2);
        assertThat(sip.anomalies()).containsExactly(VALUE_CUT);
    }

    @Test
    void dblreqOnlyTheFirstRequestOfADatagramCounts() { // 3.1.1.8
        SipMessageView sip = request(
                "REGISTER sip:example.net SIP/2.0",
                "Content-Length: 0",
                "",
                "INVITE sip:joe@example.net SIP/2.0",
                "Call-ID: second@192.0.2.1",
                "Content-Type: application/sdp",
                "",
                "v=0");

        assertThat(sip.method()).isEqualTo("REGISTER");
        assertThat(sip.bodyLength()).isZero();
        assertThat(sip.sdp()).isNull();
        assertThat(sip.anomalies()).contains(TRAILING_OCTETS);
    }

    @Test
    void semiuriAUserMayHoldSemicolons() { // 3.1.1.9
        SipMessageView sip = request(
                "OPTIONS sip:user;par=u%40example.net@example.org SIP/2.0",
                "To: sip:user;par=u%40example.net@example.org");

        assertThat(sip.requestUri()).isEqualTo("sip:user;par=u%40example.net@example.org");
        SipMessageView bracketed =
                request("OPTIONS sip:user;par=1@example.org SIP/2.0", "To: <sip:user;par=1@example.org;lr>");
        assertThat(bracketed.to().user()).isEqualTo("user;par=1");
        assertThat(bracketed.to().host()).isEqualTo("example.org");
    }

    @Test
    void transportsMayBeAnyToken() { // 3.1.1.10
        SipMessageView sip = request(
                "OPTIONS sip:user@example.net SIP/2.0",
                "Via: SIP/2.0/UDP t1.example.net;branch=z9hG4bKudp",
                "Via: SIP/2.0/SCTP t2.example.net;branch=z9hG4bKsctp",
                "Via: SIP/2.0/TLS t3.example.net;branch=z9hG4bKtls",
                "Via: SIP/2.0/UNKNOWN t4.example.net;branch=z9hG4bKunknown",
                "Via: SIP/2.0/TCP t5.example.net;branch=z9hG4bKtcp");

        assertThat(sip.vias()).extracting(Via::transport).containsExactly("UDP", "SCTP", "TLS", "UNKNOWN", "TCP");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void mpart01APartMayBeBinary() { // 3.1.1.11
        SipMessageView sip = request(
                "MESSAGE sip:kumiko@example.net SIP/2.0",
                "Content-Type: multipart/mixed;boundary=7a9cbec02ceef655",
                "",
                "--7a9cbec02ceef655",
                "Content-Type: text/plain",
                "",
                "Hello",
                "--7a9cbec02ceef655",
                "Content-Type: application/octet-stream",
                "",
                "0\u0082\u0001R\u0000\u0000--7a9c\u0000\u00ff",
                "--7a9cbec02ceef655--");

        assertThat(sip.method()).isEqualTo("MESSAGE");
        assertThat(sip.bodyPart("application/octet-stream")).isNotNull();
        assertThat(Objects.requireNonNull(sip.bodyPart("application/octet-stream"))
                        .length())
                .isEqualTo(14);
        assertThat(SipRedactor.redact(sip)).doesNotContain("Hello");
    }

    @Test
    void unreasonAPhraseMayBeInAnyScript() { // 3.1.1.12
        SipMessageView sip = request("SIP/2.0 200 = 2**3 * 5**2 \u00d0\u00bd\u00d0\u00be", "CSeq: 35 INVITE");

        assertThat(sip.statusCode()).isEqualTo(200);
        assertThat(sip.reasonPhrase()).isEqualTo("= 2**3 * 5**2 \u043d\u043e");
        assertThat(sip.method()).isEqualTo("INVITE");
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void noreasonAPhraseMayBeEmpty() { // 3.1.1.13
        SipMessageView sip = request("SIP/2.0 100 ", "CSeq: 35 INVITE");

        assertThat(sip.statusCode()).isEqualTo(100);
        assertThat(sip.reasonPhrase()).isEmpty();
        assertThat(sip.anomalies()).isEmpty();
    }

    @Test
    void inv2543AMessageOfTheFirstStandardHasNoBranchAndNoTag() { // 3.4.1
        SipMessageView sip = read("""
                INVITE sip:callee@example.net SIP/2.0
                Via: SIP/2.0/UDP iftgw.example.net
                From: <sip:+13035551111@ift.client.example.net;user=phone>
                Record-Route: <sip:callee@example.net;maddr=ss1.example.net>
                To: sip:+16505552222@ss1.example.net;user=phone
                Call-ID: inv2543.own@ift.client.example.net
                CSeq: 56 INVITE
                Content-Type: application/sdp

                v=0
                o=faxgw1 2890844527 2890844527 IN IP4 iftgw.example.net
                s=Session SDP
                c=IN IP4 iftmg.example.net
                t=0 0
                m=audio 49172 RTP/AVP 0
                """);

        assertThat(sip.from().tag()).isEmpty();
        assertThat(sip.viaBranch()).isEmpty();
        assertThat(sip.to().user()).isEqualTo("+16505552222");
        MediaDescription audio = Objects.requireNonNull(sip.sdp()).media().get(0);
        assertThat(audio.address()).as("a name instead of an address").isEqualTo("iftmg.example.net");
        assertThat(sip.anomalies()).containsExactly(OLD_BRANCH);
    }
}
