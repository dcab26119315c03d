// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as proxies and media servers write them, and what is left of them. */
class LogRedactorTest {
    /** Keys of SRTP and ICE, as in SDP that is logged whole: to the end of the line, whichever way that is written. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9 2^20 | a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***
            SDP: a=ice-ufrag:F7gI\\r\\na=ice-pwd:x9cml/YzichV2+XlhiMu8g\\r\\na=sendrecv | SDP: a=ice-ufrag:F7gI\\r\\na=ice-pwd:***\\r\\na=sendrecv
            offer a=crypto:1 X INLINE:abc and more | offer a=crypto:1 X INLINE:***
            {"ice-pwd":"abc","ice-ufrag":"u"} | {"ice-pwd":***,"ice-ufrag":"u"}
            ice_pwd=abc next | ice_pwd=*** next
            c=IN IP4 192.0.2.1 k=base64:abc t=0 | c=IN IP4 192.0.2.1 k=*** t=0
            inline: inline:a inline:b | inline:***
            """)
    void keysOfMediaAreMasked(String line, String left) {
        assertThat(LogRedactor.redact(line)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            Authorization: Digest username="bob", realm="ex", nonce="n1", uri="sip:ex", response="6629fae49393a053" | Authorization: Digest ***
            proxy-authorization : Basic Ym9iOnNlY3JldA== | proxy-authorization : Basic ***
            req hdr[Authorization]=Bearer abcdef | req hdr[Authorization]=Bearer ***
            {"Authorization":"Digest username=\\"bob\\", response=\\"1\\"","call":"c"} | {"Authorization":***
            got response="6629fae49393a053" nonce='a,b' cnonce=0a4f113b qop=auth | got response=*** nonce=*** cnonce=*** qop=auth
            {"nonce":"abc","response": "def","method":"INVITE"} | {"nonce":***,"response": ***,"method":"INVITE"}
            Cookie: session=1; Path=/ | Cookie: ***
            HTTP_AUTHORIZATION=Basic abc | HTTP_AUTHORIZATION=Basic ***
            curl -H bearer 0123456789abcdef0 | curl -H bearer ***
            "bearer": "abc" | "bearer": ***
            bearer capability 3.1 kHz | bearer capability 3.1 kHz
            HA1: 939e7578ed9e3c518a452acee763bce9 | HA1: ***
            """)
    void credentialsAreMasked(String line, String left) {
        assertThat(LogRedactor.redact(line)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            user_password => hunter2, next | user_password => *** next
            {"sip.password": "a\\"b c", "x": 1} | {"sip.password": ***, "x": 1}
            set \\"secret\\":\\"abc\\" done | set \\"secret\\":*** done
            dial sip:bob:hunter2@192.0.2.1 now | dial sip:bob:***@192.0.2.1 now
            Contact: <sip:bob@192.0.2.1>;+sip.instance="<urn:uuid:0000>" | Contact: <sip:bob@192.0.2.1>;+sip.instance=***
            access_token=abc&x=1 auth.token: def | access_token=*** auth.token: ***
            Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.sig;info=<https://x> | Identity: ***
            stir token eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.c2ln ok | stir token *** ok
            x=eyJh.b.c;y | x=***;y
            PIN: 4711 | PIN: ***
            pwd= token: "abc" x | pwd= *** x
            password: bearer abc x | password: *** x
            \\tnonce=abc | \\tnonce=***
            """)
    void passwordsAndTokensAreMasked(String line, String left) {
        assertThat(LogRedactor.redact(line)).isEqualTo(left);
    }

    /** Kamailio, Asterisk, FreeSWITCH (log and event), the body of an INFO, rtpengine. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            DTMF end '5' received on SIP/100-0001, duration 160 ms | DTMF end '***' received on SIP/100-0001, duration *** ms
            switch_rtp.c:6914 RTP RECV DTMF 7:2000 from 192.0.2.1 | switch_rtp.c:*** RTP RECV DTMF ***:*** from 192.0.2.1
            {"event":"dtmf","value":"#"} | {"event":"dtmf","value":"***"}
            4 was the digit. | *** was the digit.
            collected digits: 12*34#. | collected digits: ***
            Signal=5\\r\\nDuration=160 | Signal=***\\r\\nDuration=160
            d=9 | d=***
            kpml tag B at 2026-01-02 | kpml tag *** at 2026-01-02
            """)
    void pressedKeysAreMasked(String line, String left) {
        assertThat(LogRedactor.redact(line)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            INFO: new branch to sip:bob@192.0.2.9:5060, 3 gateways left
            response: 200 OK, Response=180; received response 404 from gw1
            12:34:56 C:\\new\\folder a=rtpmap:101 telephone-event/8000
            From: "A: B" <sip:+49301234567@example.com>;tag=1 y: 5, d: 4, k: 7
            """)
    void otherTextStaysAsItIs(String line) {
        assertThat(LogRedactor.redact(line)).isEqualTo(line);
    }

    @Test
    void lineEndsStayAndEachLineIsReadAlone() {
        String text = "INVITE sip:b@h SIP/2.0\r\nAuthorization: Digest response=\"a\"\r\ny: part\nCSeq: 1 INVITE\r\r\n";

        assertThat(LogRedactor.redact(text))
                .isEqualTo("INVITE sip:b@h SIP/2.0\r\nAuthorization: Digest ***\r\ny: ***\nCSeq: 1 INVITE\r\r\n");
    }

    @Test
    void whatIsRedactedStaysRedacted() {
        String once =
                LogRedactor.redact("dtmf 5 password=\"x\" a=crypto:1 s inline:k\nAuthorization: Basic x\nnonce=y");

        assertThat(LogRedactor.redact(once)).isEqualTo(once);
    }

    @Test
    void nothingIsNothing() {
        assertThat(LogRedactor.redact("")).isEmpty();
        assertThat(LogRedactor.redact("\\")).isEqualTo("\\");
        assertThat(LogRedactor.redact("token=")).isEqualTo("token=");
        assertThat(LogRedactor.redact("token=\"")).isEqualTo("token=***");
    }
}
