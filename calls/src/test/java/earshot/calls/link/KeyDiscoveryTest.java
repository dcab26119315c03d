// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.events.SipMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which headers would link legs that something else links. */
class KeyDiscoveryTest {
    private final KeyDiscovery discovery = new KeyDiscovery(LinkSettings.DEFAULT);

    private void invite(String callId, String... headers) {
        SipMessage message = (SipMessage)
                new Capture().request(callId, "INVITE").send().events.get(0);
        message.setRaw("INVITE sip:bob@example.org SIP/2.0\r\nCall-ID: " + callId + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\nX-Body: not a header\r\n");
        discovery.message(message);
    }

    private static CallLink link(String one, String other, String reason) {
        CallLink link = new CallLink();
        link.callId = one;
        link.linkedCallId = other;
        link.reason = reason;
        link.confidence = 0.75;
        return link;
    }

    /** Two conversations of two legs each: one header tells them apart, one is the same everywhere, one is half there. */
    @Test
    void aGoodKeyIsInAllPairsAndJoinsNoStrangers() {
        invite("a1", "X-Acme-Track: T-1", "X-Site: berlin", "X-Half: h1", "Max-Forwards: 70");
        invite("a2", "X-Acme-Track:  T-1 ", "X-Site: berlin", "X-Half: h1", "Max-Forwards: 70");
        invite("b1", "x-acme-track: T-2", "X-Site: berlin", "X-Half: h2", "Max-Forwards: 70");
        invite("b2", "X-Acme-Track:\r\n T-2", "X-Site: berlin", "Max-Forwards: 70");

        List<KeyDiscovery.Key> keys = discovery.keys(List.of(link("a1", "a2", "numbers"), link("b1", "b2", "numbers")));

        assertThat(keys)
                .containsExactly(
                        new KeyDiscovery.Key("x-acme-track", 2, 2, 100, 0, false),
                        new KeyDiscovery.Key("x-half", 1, 2, 50, 0, false),
                        new KeyDiscovery.Key("x-site", 2, 2, 100, 4, false));
    }

    /** A pair that only the header itself links says nothing for it. */
    @Test
    void aKeyDoesNotProveItself() {
        invite("a1", "X-CID: abcdef", "X-Also: 1");
        invite("a2", "X-CID: abcdef", "X-Also: 1");

        assertThat(discovery.keys(List.of(link("a1", "a2", "x-cid"))))
                .containsExactly(new KeyDiscovery.Key("x-also", 1, 1, 100, 0, false));
        assertThat(discovery.keys(List.of(link("a1", "a2", "x-cid"), link("a1", "a2", "media"))))
                .contains(new KeyDiscovery.Key("x-cid", 1, 1, 100, 0, true));
    }

    @Test
    void aParameterOfAHouseHeaderCanBeAKey() {
        invite("a1", "X-Acme: leg=1;track=T-1");
        invite("a2", "X-Acme: leg=2;track=T-1");

        assertThat(discovery.keys(List.of(link("a1", "a2", "media"))))
                .containsExactly(new KeyDiscovery.Key("x-acme;track", 1, 1, 100, 0, false));
    }

    @Test
    void withoutLinksThereIsNothingToLearn() {
        invite("a1", "X-Acme: 1");
        invite("a2", "X-Acme: 1");

        assertThat(discovery.keys(List.of())).isEmpty();
    }
}
