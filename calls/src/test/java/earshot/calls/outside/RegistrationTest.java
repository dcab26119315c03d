// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import static earshot.calls.Capture.PROXY;
import static earshot.calls.Capture.micros;
import static earshot.calls.outside.Phone.contact;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.events.Registration;
import earshot.events.RegistrationState;
import earshot.events.SipContact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a registration; seconds are those of {@link Capture}. */
class RegistrationTest {
    private final Capture capture = new Capture();
    private final Phone phone = new Phone(capture, "reg");

    private Registration only() {
        Rows rows = Rows.of(capture);
        assertThat(rows.registrations).hasSize(1);
        return rows.registrations.values().iterator().next();
    }

    private void timePasses(double seconds) {
        capture.at(seconds).request("other", "INFO").send();
    }

    @Test
    void aChallengeOnTheWayIsNoFailure() {
        phone.registers(0, 300);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(row.getAor()).isEqualTo("sip:alice@example.org");
        assertThat(row.getAttempts()).isEqualTo(2);
        assertThat(row.getChallenges()).isEqualTo(1);
        assertThat(row.getFailures()).isZero();
        assertThat(row.getStartMicros()).isEqualTo(micros(0));
        assertThat(row.getRegisteredMicros()).isEqualTo(micros(0.25));
        assertThat(row.getExpiresMicros()).isEqualTo(micros(300.25));
        assertThat(row.getExpiresAskedSeconds()).isEqualTo(300);
        assertThat(row.getExpiresGrantedSeconds()).isEqualTo(300);
        assertThat(row.getResponseMs()).isEqualTo(50);
        assertThat(row.getSource()).isEqualTo("192.0.2.10:5060");
        assertThat(row.getUserAgent()).isEqualTo("Phone/1");
    }

    @Test
    void refreshesSayHowOftenAndHowFarApart() {
        phone.registers(0, 300).register(100.2, 300, true).granted(100.3, 300);
        phone.register(260.2, 300, true).granted(260.3, 300);
        timePasses(500);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(row.getRefreshes()).isEqualTo(2);
        assertThat(row.getRefreshMinSeconds()).isEqualTo(100);
        assertThat(row.getRefreshMeanSeconds()).isEqualTo(130);
        assertThat(row.getRefreshMaxSeconds()).isEqualTo(160);
        assertThat(row.getExpiresMicros()).isEqualTo(micros(560.3));
    }

    /** The registrar may grant less than was asked for (RFC 3261 10.3); what it grants counts. */
    @Test
    void withoutARefreshItExpiresWhenWhatWasGrantedIsOver() {
        phone.register(0, 3_600, true).granted(0.1, 60);
        timePasses(61);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.EXPIRED);
        assertThat(row.getEndedMicros()).isEqualTo(micros(60.1));
        assertThat(row.getExpiresAskedSeconds()).isEqualTo(3_600);
    }

    /** A capture that ends is no evidence that nobody refreshed. */
    @Test
    void theEndOfTheCaptureEndsNoRegistration() {
        phone.register(0, 3_600, true).granted(0.1, 60);
        timePasses(59);

        assertThat(only().getState()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void expiresZeroIsGoodbye() {
        phone.registers(0, 300).register(10, 0, true).granted(10.1, 0);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.DEREGISTERED);
        assertThat(row.getEndedMicros()).isEqualTo(micros(10.1));
    }

    @Test
    void aStarRemovesEveryBinding() {
        phone.register(0, 300, true).granted(0.1, 300);
        new Phone(capture, "second")
                .contact("sip:alice@192.0.2.11")
                .register(1, 300, true)
                .granted(1.1, 300);
        phone.contact("*").register(5, 0, true).granted(5.1, 0);

        assertThat(Rows.of(capture).registrations.values())
                .hasSize(2)
                .allMatch(row -> row.getState() == RegistrationState.DEREGISTERED);
    }

    /** The nonce kept from last time may be too old: that is a challenge. Wrong credentials are challenged twice. */
    @Test
    void credentialsRefusedRightAfterAChallengeAreAFailure() {
        phone.register(0, 300, true).refused(0.1, 401, "Unauthorized"); // kept from some earlier time
        phone.register(0.2, 300, true).refused(0.3, 401, "Unauthorized"); // the answer to that challenge

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.FAILED);
        assertThat(row.getChallenges()).isEqualTo(1);
        assertThat(row.getFailures()).isEqualTo(1);
        assertThat(row.getLastFailureStatus()).isEqualTo(401);
        assertThat(row.getLastFailure()).isEqualTo("401 Unauthorized");
        assertThat(row.getRegisteredMicros()).isNull();
    }

    @Test
    void aRefreshThatFailsLeavesTheBindingUntilItExpires() {
        phone.register(0, 100, true).granted(0.1, 100).register(50, 100, true).refused(50.1, 503, "Overload");
        timePasses(90);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(row.getConsecutiveFailures()).isEqualTo(1);
        assertThat(row.getLastFailureMicros()).isEqualTo(micros(50.1));
        assertThat(row.getExpiresMicros()).isEqualTo(micros(100.1));
    }

    @Test
    void aRegistrarThatDoesNotAnswerIsAFailureAfterTheTransactionsTime() {
        phone.register(0, 300, false);
        timePasses(41);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.FAILED);
        assertThat(row.getLastFailure()).isEqualTo("no answer");
        assertThat(row.getLastFailureStatus()).isNull();
    }

    /** Sent again after 0.5 s, and forwarded by a proxy with a Via of its own: one attempt, from the telephone. */
    @Test
    void retransmissionsAndFurtherHopsCountOnce() {
        phone.register(0, 300, true);
        capture.at(0.02)
                .request("reg", "REGISTER")
                .from(PROXY)
                .branch("z9hG4bK-proxy")
                .with(message -> message.setToUri("SIP:alice@EXAMPLE.org:5060")
                        .setContacts(List.of(contact("sip:alice@192.0.2.10:5060", -1)))
                        .setExpiresSeconds(300)
                        .setHeaders(Map.of("path", "<sip:192.0.2.20;lr>"))
                        .setViaCount(2))
                .send();
        phone.request(0.5, "REGISTER", true)
                .with(message -> message.setContacts(List.of(contact("sip:alice@192.0.2.10:5060", -1))))
                .send();
        capture.at(0.6)
                .response("reg", 200, "REGISTER")
                .to(PROXY)
                .branch("z9hG4bK-proxy")
                .with(message -> message.setToUri(Phone.AOR).setViaCount(2))
                .send();
        phone.granted(0.61, 200);

        Registration row = only();
        assertThat(row.getAttempts()).isEqualTo(1);
        assertThat(row.getRetransmissions()).isEqualTo(1);
        assertThat(row.getSource()).isEqualTo("192.0.2.10:5060");
        assertThat(row.getPath()).isEqualTo("<sip:192.0.2.20;lr>");
        assertThat(row.getRegisteredMicros()).isEqualTo(micros(0.61));
        assertThat(row.getExpiresGrantedSeconds()).isEqualTo(200);
    }

    @Test
    void anAddressTranslatorShowsInViaAndContact() {
        phone.address("198.51.100.7").register(0, 300, true);
        phone.answer(0.1, 200, "OK", "REGISTER")
                .with(message -> message.setViaSeenFrom(List.of("198.51.100.7:40001"))
                        .setContacts(List.of(contact("sip:alice@192.0.2.10:5060", 300))))
                .send();

        Registration row = only();
        assertThat(row.getBehindNat()).isTrue();
        assertThat(row.getNatSigns()).containsExactly("sentBy", "received", "contact");
    }

    /** Names instead of addresses, as web sockets have them: nothing can be compared, so nothing is claimed. */
    @Test
    void namesSayNothingOfATranslator() {
        phone.contact("sip:alice@df7jal23ls0d.invalid");
        phone.next();
        phone.request(0, "REGISTER", true)
                .with(message -> message.setContacts(List.of(contact("sip:alice@df7jal23ls0d.invalid", 60)))
                        .setViaSentBy("df7jal23ls0d.invalid"))
                .send();
        phone.granted(0.1, 60);

        assertThat(only().getBehindNat()).isNull();
    }

    /** RFC 5626: instance and reg-id are the binding, whatever the address. */
    @Test
    void aDeviceThatMovesKeepsItsBinding() {
        for (int i = 1; i <= 3; i++) {
            String uri = "sip:alice@192.0.2." + i;
            phone.next();
            phone.request(10 * i, "REGISTER", true)
                    .with(message -> message.setContacts(List.of(outbound(uri))))
                    .send();
            phone.answer(10 * i + 0.1, 200, "OK", "REGISTER")
                    .with(message -> message.setContacts(List.of(outbound(uri))))
                    .send();
        }

        Registration row = only();
        assertThat(row.getContactUri()).isEqualTo("sip:alice@192.0.2.3");
        assertThat(row.getRefreshes()).isEqualTo(2);
        assertThat(row.getInstance()).isEqualTo("1a2b");
        assertThat(row.getRegId()).isEqualTo(1);
    }

    private static SipContact outbound(String uri) {
        SipContact contact = contact(uri, 600);
        contact.setInstance("1a2b");
        contact.setRegId(1);
        return contact;
    }

    /** Someone who tries a thousand contacts, or gets them, fills sixteen rows. */
    @Test
    void rowsOfAnAddressOfRecordAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            Phone one = new Phone(capture, "call-" + i).contact("sip:alice@10.0." + i / 250 + "." + i % 250);
            one.register(i, 60, true);
            if (i % 2 == 0) one.granted(i + 0.1, 60);
            else one.refused(i + 0.1, 403, "Forbidden");
        }

        assertThat(Rows.of(capture).registrations).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void aCaptureThatStartsWithTheAnswerKnowsTheBinding() {
        phone.next().granted(0, 600);

        Registration row = only();
        assertThat(row.getState()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(row.getExpiresAskedSeconds()).isEqualTo(-1);
        assertThat(row.getExpiresMicros()).isEqualTo(micros(600));
        assertThat(row.getResponseMs()).isNull();
    }
}
