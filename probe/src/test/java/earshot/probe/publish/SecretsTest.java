// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.Tap;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Secrets of every kind that travels in SIP are planted, each with a number of its own: none may be in any event. The
 * list is that of what a probe must never pass on: digits, credentials, keys, message and presence bodies, device ids.
 */
class SecretsTest {
    private static final String MARK = "canary7";

    private final Tap tap = new Tap();
    private final List<String> planted = new ArrayList<>();
    private int sent;

    private String secret() {
        String secret = MARK + (char) ('a' + planted.size() / 26) + (char) ('a' + planted.size() % 26);
        planted.add(secret);
        return secret;
    }

    private SipText request(String method) {
        return SipText.request(method, "call" + sent, 1, "z9hG4bK" + sent);
    }

    private void send(SipText message) {
        tap.udp(sent++, "192.0.2.1", 5_060, "192.0.2.2", 5_060, message.bytes());
    }

    private void sendHeader(String name, String value) {
        send(request("REGISTER").header(name, value));
    }

    private void sendBody(String method, String type, String body) {
        send(request(method).body(type, body));
    }

    private static String claims(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noEventHoldsAnyOfThem() {
        plantCredentials();
        plantAddresses();
        plantDevices();
        plantBodies();
        plantKeys();
        tap.pipeline.finish();

        assertThat(planted).hasSizeGreaterThanOrEqualTo(40);
        assertThat(tap.events.sip).hasSize(sent);
        String everything = tap.events.all.toString() + tap.pipeline.errors();
        assertThat(planted).allSatisfy(secret -> assertThat(everything).doesNotContain(secret));
        assertThat(everything).doesNotContain(MARK);
    }

    private void plantCredentials() {
        sendHeader(
                "Authorization",
                "Digest username=\"u\", realm=\"r\", nonce=\"" + secret() + "\", response=\"" + secret()
                        + "\", cnonce=\"" + secret() + "\", opaque=\"" + secret() + "\"");
        sendHeader("Proxy-Authorization", "Basic " + secret());
        sendHeader("authorization", "Bearer " + secret());
        sendHeader("AUTHORIZATION ", "Digest realm=\"" + "r\", response=" + secret());
        sendHeader("WWW-Authenticate", "Digest realm=\"r\", nonce=\"" + secret() + "\"");
        sendHeader("Authentication-Info", "nextnonce=\"" + secret() + "\", rspauth=\"" + secret() + "\"");
        sendHeader("Cookie", "session=" + secret());
        sendHeader("Identity", "e30." + claims("{\"attest\":\"A\",\"jti\":\"" + secret() + "\"}") + '.' + secret());
        sendHeader("y", "e30.e30." + secret() + ";info=<https://example.org/c>");
    }

    private void plantAddresses() {
        sendHeader("Contact", "<sip:bob:" + secret() + "@192.0.2.1>");
        sendHeader("Contact", "\"x\" <sip:bob@192.0.2.1>, <sip:eve:" + secret() + "@192.0.2.1>");
        sendHeader("Refer-To", "<sip:bob@x;token=" + secret() + ">");
        sendHeader("P-Asserted-Identity", "<sip:bob:" + secret() + "@x>");
        sendHeader("Path", "<sip:edge;token=" + secret() + ";lr>");
        send(SipText.of("OPTIONS sip:bob:" + secret() + "@example.com;token=" + secret() + " SIP/2.0")
                .header("Call-ID", "c")
                .header("CSeq", "1 OPTIONS"));
        send(SipText.of("OPTIONS sip:bob@example.com SIP/2.0")
                .header("From", "<sip:a:" + secret() + "@x;token=" + secret() + ">;tag=1")
                .header("To", "<sip:b:" + secret() + "@x>")
                .header("Call-ID", "c"));
    }

    private void plantDevices() {
        sendHeader("Contact", "<sip:b@x>;+sip.instance=\"<urn:uuid:" + secret() + ">\"");
        sendHeader("Contact", "<sip:b@x;gr=urn:uuid:" + secret() + ">;pub-gruu=\"sip:b@x;gr=" + secret() + "\"");
        sendHeader("P-Access-Network-Info", "3GPP; utran-cell-id-3gpp=" + secret());
        sendHeader("Geolocation", "<cid:" + secret() + ">");
        send(request("REGISTER").header("User-Agent", "Phone/1 0004f2abcdef"));
        send(request("REGISTER").header("User-Agent", "Phone/1 00:04:f2:ab:cd:ee (x)"));
        planted.add("0004f2abcdef");
        planted.add("00:04:f2:ab:cd:ee");
    }

    private void plantBodies() {
        sendBody("MESSAGE", "text/plain", secret());
        sendBody("MESSAGE", "message/cpim", "From: <sip:a@b>\r\n\r\n" + secret());
        sendBody("INFO", "application/dtmf-relay", "Signal=5\r\nX=" + secret());
        sendBody("INFO", "application/dtmf", secret());
        sendBody("NOTIFY", "application/kpml-response+xml", "<kpml-response digits=\"" + secret() + "\"/>");
        sendBody("PUBLISH", "application/pidf+xml", "<presence><note>" + secret() + "</note></presence>");
        sendBody("NOTIFY", "application/pidf+xml", secret());
        sendBody("INVITE", "application/isup", secret());
        sendBody("INVITE", "application/rs-metadata+xml", secret());
        sendBody(
                "PUBLISH",
                "application/vq-rtcpxr",
                "VQSessionReport\r\nLocalID: <sip:" + secret() + "@x>\r\nLocalMAC: " + secret() + "\r\nX: Y=" + secret()
                        + "\r\n");
        sendBody(
                "INVITE",
                "multipart/mixed;boundary=b",
                "--b\r\nContent-Type: text/plain\r\n\r\n" + secret()
                        + "\r\n--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\na=crypto:1 X inline:" + secret()
                        + "\r\n--b--");
    }

    private void plantKeys() {
        send(request("INVITE")
                .sdp(
                        "192.0.2.1",
                        4_000,
                        "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + secret() + "|2^20|1:4",
                        "crypto:2 AES_256_CM_HMAC_SHA1_80 inline:" + secret() + ";inline:" + secret(),
                        "ice-ufrag:abcd",
                        "ice-pwd:" + secret(),
                        "key-mgmt:mikey " + secret()));
        sendBody(
                "INVITE",
                "application/sdp",
                "v=0\r\nk=clear:" + secret() + "\r\nm=audio 4000 RTP/SAVP 0\r\nk = base64:" + secret()
                        + "\r\na = CRYPTO : 1 X INLINE:" + secret() + "\r\n");
    }
}
