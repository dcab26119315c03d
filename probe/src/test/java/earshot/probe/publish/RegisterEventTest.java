// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.EventCodec;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import earshot.probe.Tap;
import earshot.testkit.Frames;
import earshot.testkit.SipText;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What events say of registrations and of the size of messages. */
class RegisterEventTest {
    private static final String UUID = "\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"";

    private final Tap tap = new Tap();

    private SipMessage seen(SipText message) {
        tap.udp(0, "192.0.2.1", 5_060, "192.0.2.2", 5_060, message.bytes());
        return tap.events.sip.get(tap.events.sip.size() - 1);
    }

    /** RFC 3261 10.3 and RFC 5626: the 200 lists every binding with its own expiry. */
    @Test
    void everyContactComesWithWhatTheRegistrarSaysOfIt() {
        SipMessage event = seen(SipText.response(200, "OK", "REGISTER", "c", 2, "z9hG4bK1")
                .header(
                        "Contact",
                        "<sip:bob@10.0.0.5:5062;transport=tcp>;expires=300;q=0.75, \"B, ob\" <sip:bob@192.0.2.9>"
                                + ";+sip.instance=" + UUID + ";reg-id=1;pub-gruu=\"sip:bob@example.com;gr=urn:uuid:f8\""
                                + ";expires=3600")
                .header("m", "sip:bob@192.0.2.10;expires=60"));

        String instance = event.getContacts().get(1).getInstance();
        assertThat(event.getContacts())
                .containsExactly(
                        new SipContact("sip:bob@10.0.0.5:5062", 300, 0.75, "", -1, false),
                        new SipContact("sip:bob@192.0.2.9", 3_600, -1.0, instance, 1, true),
                        new SipContact("sip:bob@192.0.2.10", 60, -1.0, "", -1, false));
        assertThat(instance).matches("[0-9a-f]{4}");
        assertThat(event.toString()).doesNotContain("f81d4fae");
    }

    @Test
    void allBindingsAreAStar() {
        SipMessage event = seen(SipText.request("REGISTER", "c", 3, "z9hG4bK1")
                .header("Contact", "*")
                .header("Expires", "0"));

        assertThat(event.getContacts()).containsExactly(new SipContact("*", -1, -1.0, "", -1, false));
        assertThat(event.getExpiresSeconds()).isZero();
    }

    @Test
    void nobodyFillsAnEventWithContacts() {
        SipText message = SipText.request("REGISTER", "c", 3, "z9hG4bK1");
        for (int i = 0; i < 200; i++) message.header("Contact", "<sip:a@192.0.2." + i + ">");

        assertThat(seen(message).getContacts()).hasSize(16);
    }

    @Test
    void credentialsTellTheUserAndAChallengeWhetherTheNonceWasOld() {
        SipMessage request = seen(SipText.request("REGISTER", "c", 2, "z9hG4bK1")
                .header("Authorization", "Digest username=\"bob\", realm=\"x\", nonce=\"n0nce\", response=\"d1gest\""));
        SipMessage stale = seen(SipText.response(401, "Unauthorized", "REGISTER", "c", 2, "z9hG4bK1")
                .header("WWW-Authenticate", "Digest realm=\"x\", stale=TRUE, nonce=\"n0nce\""));
        SipMessage fresh = seen(SipText.response(401, "Unauthorized", "REGISTER", "c", 2, "z9hG4bK1")
                .header("WWW-Authenticate", "Digest realm=\"x\", stale=false"));

        assertThat(request.getCredentialsUser()).isEqualTo("bob");
        assertThat(request.toString()).doesNotContain("n0nce").doesNotContain("d1gest");
        assertThat(stale.getStaleNonce()).isTrue();
        assertThat(fresh.getStaleNonce()).isFalse();
    }

    /** 2,008 octets of SIP over an MTU of 1,500: 1,480 octets in the first fragment, the rest in the second. */
    @Test
    void aRequestInFragmentsSaysHowManyAndHowLarge() {
        byte[] whole = SipText.request("INVITE", "big", 1, "z9hG4bK1")
                .header("X-Fill", "f".repeat(2_000 - 300))
                .bytes();
        byte[] udp = Frames.udp(5_060, 5_060, whole);
        byte[] first = Frames.ipv4Fragment("192.0.2.1", "192.0.2.2", 17, 7, 0, true, Arrays.copyOfRange(udp, 0, 1_480));
        byte[] rest = Frames.ipv4Fragment(
                "192.0.2.1", "192.0.2.2", 17, 7, 1_480, false, Arrays.copyOfRange(udp, 1_480, udp.length));
        tap.frame(0, Frames.ethernet(first));
        tap.frame(1, Frames.ethernet(rest));
        SipMessage small = seen(SipText.request("INVITE", "small", 1, "z9hG4bK2"));

        SipMessage event = tap.events.sip.get(0);
        assertThat(event.getCallId()).isEqualTo("big");
        assertThat(event.getFragments()).isEqualTo(2);
        assertThat(event.getOctets()).isEqualTo(whole.length);
        assertThat(small.getFragments()).isEqualTo(1);
    }

    /** Other requests have a Contact too, of which nothing is registered; their events are whole nevertheless. */
    @Test
    void onlyRegistersListContacts() {
        SipMessage invite = seen(SipText.request("INVITE", "c", 1, "z9hG4bK1").header("Contact", "<sip:a@192.0.2.1>"));

        assertThat(invite.getContacts()).isEmpty();
        assertThat(EventCodec.of(SipMessage.class).encode(invite)).isNotEmpty();
    }
}
