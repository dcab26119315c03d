// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipRedactorTest {
    private static final String SECRET = "S3cr3tV4lue";

    private final SipMessageView sip = new SipMessageView();

    private String redact(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(sip.wrap(bytes, 0, bytes.length)).isEqualTo(SipMessageView.Verdict.SIP);
        return SipRedactor.redact(sip);
    }

    private static SipText request(String method) {
        return SipText.request(method, "c1@192.0.2.1", 1, "z9hG4bK1");
    }

    @Test
    void whatIsNoSecretStaysAsItWas() {
        String text = request("INVITE").sdp("192.0.2.1", 4000, "ptime:20").toString();

        assertThat(redact(text)).isEqualTo(text);
    }

    @Test
    void aDigestKeepsWhoAndHowAndLosesTheRest() {
        String redacted = redact(request("REGISTER")
                .header(
                        "Authorization",
                        "Digest username=\"bob\", realm=\"a,b\", nonce=\"" + SECRET + "\", uri=\"sip:x\", response=\""
                                + SECRET + "\", algorithm=MD5, cnonce=\"" + SECRET + "\", opaque=\"" + SECRET
                                + "\", qop=auth, nc=00000001")
                .toString());

        assertThat(redacted).doesNotContain(SECRET);
        assertThat(redacted)
                .contains(
                        "Authorization: Digest username=\"bob\", realm=\"a,b\", nonce=***, uri=\"sip:x\", response=***,"
                                + " algorithm=MD5, cnonce=***, opaque=***, qop=auth, nc=00000001\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "Proxy-Authorization | Digest nonce=S3cr3tV4lue",
                "proxy-authorization | Basic S3cr3tV4lue",
                "AUTHORIZATION | Bearer S3cr3tV4lue",
                "WWW-Authenticate | Digest realm=\"x\",nonce=\"S3cr3tV4lue\",qop=\"auth\"",
                "Proxy-Authenticate | Digest realm=\"x\" , opaque = \"S3cr3tV4lue\"",
                "Authentication-Info | nextnonce=\"S3cr3tV4lue\", rspauth=\"S3cr3tV4lue\"",
                "Authorization | Digest realm=\"unclosed, response=\"S3cr3tV4lue\"",
                "Authorization | Digest\tresponse=\"S3cr3tV4lue\"",
                "Authorization | S3cr3tV4lue",
                "Authorization | Digest S3cr3tV4lue",
                "Contact | <sip:bob:S3cr3tV4lue@192.0.2.1>",
                "Contact | <sip:bob:x@S3cr3tV4lue@192.0.2.1>",
                "Contact | <sip:bob@192.0.2.1>;+sip.instance=\"<urn:uuid:S3cr3tV4lue>\"",
                "Contact | \"A\" <sip:bob@192.0.2.1>, <sips:eve:S3cr3tV4lue@192.0.2.2>",
                "Refer-To | <sip:bob@x;token=S3cr3tV4lue;lr>",
                "Refer-To | <sip:bob@x?access_token = S3cr3tV4lue&a=b>",
                "Identity | eyJhbGciOiJFUzI1NiJ9.S3cr3tV4lue.sig;info=<https://x>",
                "y | S3cr3tV4lue",
                "P-Access-Network-Info | 3GPP-E-UTRAN-FDD; utran-cell-id-3gpp=S3cr3tV4lue",
                "Geolocation | <sips:S3cr3tV4lue@x>",
                "History-Info | <http://u:S3cr3tV4lue@x>;index=1",
            })
    void secretsInHeadersAreMasked(String name, String value) {
        String redacted = redact(request("REGISTER").header(name, value).toString());

        assertThat(redacted).doesNotContain(SECRET).contains("***").contains("Call-ID: c1@192.0.2.1\r\n");
        assertThat(sip.header(name.toLowerCase(Locale.ROOT))).doesNotContain(SECRET);
    }

    @Test
    void foldsDoNotHideASecret() {
        String redacted = redact(request("REGISTER")
                .header("Authorization", "Digest\r\n  response\r\n =\r\n \"" + SECRET + "\"")
                .header("Contact", "<sip:bob:\r\n " + SECRET + "@x>")
                .toString());

        assertThat(redacted).doesNotContain(SECRET);
    }

    @Test
    void passwordsInTheRequestLineAreMasked() {
        String redacted = redact("REGISTER sip:bob:" + SECRET + "@example.com SIP/2.0\r\nCall-ID: 1\r\n\r\n");

        assertThat(redacted).startsWith("REGISTER sip:bob:***@example.com SIP/2.0\r\n");
    }

    @Test
    void tokensInTheRequestLineAreMaskedAndItsVersionStays() {
        String redacted = redact("REGISTER sip:bob@example.com;token=" + SECRET + ";lr SIP/7.0\r\nCall-ID: 1\r\n\r\n");

        assertThat(redacted).startsWith("REGISTER sip:bob@example.com;token=***;lr SIP/7.0\r\n");
    }

    @Test
    void aCallIdWithColonsIsNoPassword() {
        assertThat(redact("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1:2:3@192.0.2.1\r\n\r\n"))
                .contains("Call-ID: 1:2:3@192.0.2.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, text/plain",
        "INFO, application/dtmf-relay",
        "NOTIFY, application/kpml-response+xml",
        "PUBLISH, application/pidf+xml",
        "INVITE, application/isup",
        "INVITE, application/sdpx",
    })
    void otherBodiesAreLeftOutAndSaidSo(String method, String type) {
        String redacted = redact(request(method).body(type, SECRET).toString());

        assertThat(redacted).doesNotContain(SECRET).endsWith("\r\n\r\n[11 octets of " + type + " not kept]\r\n");
    }

    @Test
    void ofAMultipartOnlyTheDescriptionStaysWithoutItsKeys() {
        String redacted = redact(request("INVITE")
                .body(
                        "multipart/mixed;boundary=b",
                        "--b\r\nContent-Type: application/isup\r\n\r\n" + SECRET
                                + "\r\n--b\r\nContent-Type: application/sdp\r\n"
                                + "\r\nm=audio 4000 RTP/SAVP 0\r\na=crypto:1 X inline:" + SECRET + "\r\n--b--\r\n")
                .toString());

        assertThat(redacted).doesNotContain(SECRET).contains("m=audio 4000 RTP/SAVP 0\r\na=crypto:1 X inline:***\r\n");
    }

    @Test
    void whatIsNoHeaderIsLeftOutAndSaidSo() {
        String redacted = redact("OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1\r\nAuthorization Digest " + SECRET + "\r\n "
                + SECRET + "\r\n\r\n");

        assertThat(redacted).doesNotContain(SECRET).contains("[lines without a colon not kept]");
    }

    @Test
    void longMessagesAreCut() {
        assertThat(redact("OPTIONS sip:a@b SIP/2.0\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .hasSize(SipRedactor.LENGTH_MAX);
    }

    /** Cut anywhere, as a capture cuts, and with octets gone anywhere: nothing planted comes out. */
    @Property(tries = 500)
    void noDamageBringsASecretOut(@ForAll @IntRange(max = 900) int at, @ForAll @IntRange(max = 3) int gone) {
        String text = request("INVITE")
                .header("Authorization", "Digest username=\"u\", response=\"" + SECRET + "\"")
                .header("Identity", SECRET)
                .sdp("192.0.2.1", 4000, "crypto:1 X inline:" + SECRET, "ice-pwd:" + SECRET)
                .toString();
        int from = Math.min(at, text.indexOf("Authorization") - 1);
        String damaged = text.substring(0, from) + text.substring(Math.min(from + gone, text.length()));
        byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);
        if (sip.wrap(bytes, 0, bytes.length) != SipMessageView.Verdict.SIP) return;

        assertThat(SipRedactor.redact(sip)).doesNotContain(SECRET);
    }
}
