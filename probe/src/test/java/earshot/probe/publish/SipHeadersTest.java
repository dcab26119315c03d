// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.SipMessage;
import earshot.events.SipReason;
import earshot.probe.PipelineSettings;
import earshot.probe.Tap;
import earshot.testkit.SipText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the events keep of headers beside the ones that every message has. */
class SipHeadersTest {
    private final Tap tap = new Tap();

    private SipMessage seen(SipText message) {
        tap.udp(0, "192.0.2.1", 5_060, "192.0.2.2", 5_060, message.bytes());
        return tap.events.sip.get(tap.events.sip.size() - 1);
    }

    private static SipText request(String method) {
        return SipText.request(method, "c1@192.0.2.1", 1, "z9hG4bK1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Session-ID | ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2",
                "P-Asserted-Identity | \"Desk\" <sip:+441632960083@example.net>",
                "P-Preferred-Identity | <tel:+441632960083>",
                "Remote-Party-ID | <sip:83@example.net>;party=calling;privacy=off",
                "Diversion | <sip:84@example.net>;reason=no-answer;counter=1",
                "History-Info | <sip:84@example.net>;index=1, <sip:85@example.net;cause=302>;index=1.1",
                "Session-Expires | 1800;refresher=uas",
                "x | 1800;refresher=uac",
                "Min-SE | 90",
                "Retry-After | 18000;duration=3600",
                "Path | <sip:edge.example.net;lr;ob>",
                "Replaces | 12@x;to-tag=7;from-tag=9",
                "Refer-To | <sip:85@example.net?Replaces=12%40x%3Bto-tag%3D7>",
                "r | <sip:85@example.net>",
                "Referred-By | <sip:83@example.net>",
                "Target-Dialog | 12@x;local-tag=7;remote-tag=9",
                "Event | dialog;id=3",
                "Subscription-State | active;expires=60",
                "RSeq | 988789",
                "RAck | 988789 1 INVITE",
                "Require | 100rel",
                "k | 100rel, timer, replaces",
                "P-Charging-Vector | icid-value=1234bc9876e;icid-generated-at=192.0.2.5",
                "Warning | 307 example.net \"Session parameter 'foo' not understood\"",
                "Cisco-Guid | 2862262400-0000065536-0000000045-2214504458",
                "X-CID | outer-77",
            })
    void headersAreKeptByTheirLongName(String name, String value) {
        String longName =
                switch (name) {
                    case "x" -> "session-expires";
                    case "r" -> "refer-to";
                    case "k" -> "supported";
                    default -> name.toLowerCase(java.util.Locale.ROOT);
                };

        assertThat(seen(request("INVITE").header(name, value)).getHeaders()).containsEntry(longName, value);
    }

    @Test
    void severalValuesAreOneListInTheirOrder() {
        SipMessage event = seen(request("INVITE")
                .header("P-Asserted-Identity", "<sip:83@example.net>")
                .header("P-Asserted-Identity", "<tel:+441632960083>"));

        assertThat(event.getHeaders())
                .containsEntry("p-asserted-identity", "<sip:83@example.net>, <tel:+441632960083>");
    }

    @Test
    void aConfiguredHeaderIsKeptAndNoOther() {
        Tap configured = new Tap(new PipelineSettings.Builder("tap", 0)
                .sipHeaders(List.of("x-trunk"))
                .build());
        byte[] invite =
                request("INVITE").header("X-Trunk", "T7").header("X-Cid", "no").bytes();
        configured.udp(0, "192.0.2.1", 5_060, "192.0.2.2", 5_060, invite);

        assertThat(configured.events.sip.get(0).getHeaders())
                .containsEntry("x-trunk", "T7")
                .doesNotContainKey("x-cid");
    }

    /** RFC 3326: in the words of SIP and of Q.850, on one line or on two. */
    @Test
    void reasonsAreReadApart() {
        SipMessage event = seen(request("BYE")
                .header("Reason", "q.850 ;cause=16 ;text=\"Terminated, normally\", SIP;cause=200")
                .header("Reason", "X.Int;reasoncode=0x00000000"));

        assertThat(event.getReasons())
                .containsExactly(
                        new SipReason("Q.850", 16, "Terminated, normally"),
                        new SipReason("SIP", 200, ""),
                        new SipReason("X.INT", -1, ""));
    }

    @Test
    void credentialsAreKnownToBeThereAndNothingMore() {
        SipMessage event = seen(request("REGISTER")
                .header("Authorization", "Digest username=\"83\", realm=\"example.net\", response=\"0123abcd\""));
        SipMessage refused = seen(SipText.response(401, "Unauthorized", "REGISTER", "c", 1, "z9hG4bK1")
                .header("WWW-Authenticate", "Digest realm=\"a \\\"b\\\"\", nonce=\"n0nce\", qop=\"auth\""));

        assertThat(event.getHeaders()).containsEntry("authorization", "Digest example.net");
        assertThat(refused.getHeaders()).containsEntry("www-authenticate", "Digest a \"b\"");
    }

    @Test
    void everyHopSaysWhereItSawTheOneBefore() {
        SipMessage event = seen(SipText.of("SIP/2.0 180 Ringing")
                .header("Via", "SIP/2.0/UDP proxy.example.net;branch=z9hG4bK2;received=192.0.2.77;rport=5070")
                .header(
                        "v",
                        "SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK1;rport, SIP/2.0/UDP [2001:db8::1];received=2001:db8::2")
                .header("Max-Forwards", "68")
                .header("Call-ID", "c")
                .header("CSeq", "1 INVITE"));

        assertThat(event.getViaCount()).isEqualTo(3);
        assertThat(event.getViaSeenFrom()).containsExactly("192.0.2.77:5070", "", "2001:db8::2");
        assertThat(event.getMaxForwards()).isEqualTo(68);
    }

    @ParameterizedTest
    @CsvSource({
        "INFO, application/dtmf-relay, 'Signal=5\r\nDuration=160\r\n', 1",
        "INFO, application/dtmf-relay, 'Signal= 1\r\nSignal = #', 2",
        "INFO, application/dtmf, 7, 1",
        "INFO, application/vnd.nortelnetworks.digits, 'p=Digit-Collection\r\ny=Digits\r\nd=42\r\n', 2",
        "NOTIFY, application/kpml-response+xml, '<kpml-response code=\"200\" digits=\"1234\"/>', 4",
        "INFO, application/dtmf-relay, Duration=160, 0",
        "MESSAGE, application/dtmf-relay, Signal=5, 0",
        "INFO, text/plain, dial 5, 0",
    })
    void dialledDigitsAreCounted(String method, String type, String body, int digits) {
        SipMessage event = seen(request(method).body(type, body));

        assertThat(event.getDialledDigits()).isEqualTo(digits);
        assertThat(event.getContentType()).isEqualTo(type);
        assertThat(event.getBodyOctets()).isEqualTo(body.length());
        assertThat(event.getRaw()).doesNotContain(body);
        if (digits > 1) assertThat(event.getRaw()).contains("[" + digits + " digits, ");
    }
}
