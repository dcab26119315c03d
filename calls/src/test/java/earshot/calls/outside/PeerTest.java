// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import static earshot.calls.Capture.micros;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.events.AuthenticationFailures;
import earshot.events.PeerAvailability;
import earshot.events.PeerState;
import earshot.events.PeerTransition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a peer answers, what is too large for it, whose credentials it refuses. */
class PeerTest {
    private final Capture capture = new Capture();

    private PeerAvailability only() {
        Rows rows = Rows.of(capture);
        assertThat(rows.peers).hasSize(1);
        return rows.peers.values().iterator().next();
    }

    private void ping(double seconds) {
        capture.at(seconds).request("ping-" + seconds, "OPTIONS").send();
    }

    private void ping(double seconds, double answeredAfterMs, int status) {
        ping(seconds);
        capture.at(seconds + answeredAfterMs / 1_000)
                .response("ping-" + seconds, status, "OPTIONS")
                .send();
    }

    @Test
    void anAnsweredPingShowsThatAPeerIsUp() {
        ping(0, 10, 200);
        ping(10, 40, 405); // it does not know the method, but it is there
        ping(20, 10, 200);

        PeerAvailability row = only();
        assertThat(row.getState()).isEqualTo(PeerState.UP);
        assertThat(row.getSinceMicros()).isEqualTo(micros(0.01));
        assertThat(row.getPings()).isEqualTo(3);
        assertThat(row.getAnswered()).isEqualTo(3);
        assertThat(row.getResponseMs()).isEqualTo(10);
        assertThat(row.getResponseMinMs()).isEqualTo(10);
        assertThat(row.getResponseMeanMs()).isEqualTo(20);
        assertThat(row.getResponseMaxMs()).isEqualTo(40);
        assertThat(row.getTransitions()).isZero();
    }

    /** Down since the first ping that got no answer, up since the answer; a lone loss in between is no change. */
    @Test
    void aPeerGoesDownAndComesBack() {
        ping(0, 10, 200);
        ping(10); // lost, but the next is answered before its time is over
        ping(20, 10, 200);
        ping(30);
        ping(60);
        ping(90);
        ping(135, 10, 200);
        capture.at(200).request("other", "INFO").send();

        PeerAvailability row = only();
        assertThat(row.getState()).isEqualTo(PeerState.UP);
        assertThat(row.getTimeouts()).isEqualTo(4);
        assertThat(row.getTransitions()).isEqualTo(2);
        assertThat(row.getRecentTransitions())
                .containsExactly(new PeerTransition(micros(30), false), new PeerTransition(micros(135.01), true));
    }

    /** Asked every five seconds: nobody waits for the forty seconds of a transaction to see that it is gone. */
    @Test
    void twoMissedPingsAndAnotherOneAreEnough() {
        ping(0, 10, 200);
        ping(5);
        ping(10);
        ping(15);

        PeerAvailability row = only();
        assertThat(row.getState()).isEqualTo(PeerState.DOWN);
        assertThat(row.getSinceMicros()).isEqualTo(micros(5));
        assertThat(row.getTimeouts()).isZero();
    }

    @Test
    void aPeerThatSaysThatItIsUnavailableIsDown() {
        ping(0, 10, 200);
        ping(10, 10, 503);

        PeerAvailability row = only();
        assertThat(row.getState()).isEqualTo(PeerState.DOWN);
        assertThat(row.getRefused()).isEqualTo(1);
        assertThat(row.getSinceMicros()).isEqualTo(micros(10));
    }

    /** RFC 3261 18.1.1: above 1300 octets a request ought to go by TCP. */
    @Test
    void requestsTooLargeForUdpAreNotedOfTheirPeer() {
        for (double seconds : new double[] {0, 0.5}) { // sent again
            capture.at(seconds)
                    .request("big", "INVITE")
                    .with(message -> message.setOctets(1_301).setFragments(1))
                    .send();
        }
        capture.at(1)
                .request("bigger", "INVITE")
                .with(message -> message.setOctets(4_100).setFragments(3))
                .send();
        capture.at(1.1)
                .response("bigger", 513, "INVITE")
                .with(message -> message.setFragments(1))
                .send();
        capture.at(2)
                .request("small", "INVITE")
                .with(message -> message.setOctets(1_300).setFragments(1))
                .send();

        PeerAvailability row = only();
        assertThat(row.getState()).isEqualTo(PeerState.UNKNOWN);
        assertThat(row.getSinceMicros()).isNull();
        assertThat(row.getOversized()).isEqualTo(2);
        assertThat(row.getFragmented()).isEqualTo(1);
        assertThat(row.getOctetsMax()).isEqualTo(4_100);
        assertThat(row.getFragmentsMax()).isEqualTo(3);
        assertThat(row.getTooLarge()).isEqualTo(1);
        assertThat(row.getLastOversizedCallId()).isEqualTo("bigger");
    }

    private void invite(double seconds, long cseq, boolean credentials, int status) {
        capture.at(seconds)
                .request("call", "INVITE")
                .cseq(cseq)
                .with(message -> message.setHeaders(
                                credentials ? Map.of("proxy-authorization", "Digest example.org") : Map.of())
                        .setCredentialsUser(credentials ? "alice" : ""))
                .send();
        capture.at(seconds + 0.05).response("call", status, "INVITE").cseq(cseq).send();
    }

    /** The first 407 asks; the two after it refuse what was given. */
    @Test
    void refusedCredentialsAreCountedAndChallengesAreNot() {
        invite(0, 1, false, 407);
        invite(0.1, 2, true, 407);
        invite(0.3, 3, true, 407);
        invite(0.5, 4, true, 403);

        Rows rows = Rows.of(capture);
        assertThat(rows.authentication).hasSize(1);
        AuthenticationFailures row = rows.authentication.values().iterator().next();
        assertThat(row.getFailures()).isEqualTo(3);
        assertThat(row.getConsecutiveFailures()).isEqualTo(3);
        assertThat(row.getLastStatus()).isEqualTo(403);
        assertThat(row.getSource()).isEqualTo(Capture.ALICE);
        assertThat(row.getCredentialsUser()).isEqualTo("alice");
        assertThat(row.getMethods()).containsExactly("INVITE");
    }

    @Test
    void aCallThatWasChallengedOnceLeavesNoTrace() {
        invite(0, 1, false, 407);
        invite(0.1, 2, true, 200);

        assertThat(Rows.of(capture).authentication).isEmpty();
    }

    /** RFC 7616 3.3: the credentials were right, the nonce was old. */
    @Test
    void aStaleNonceIsNoRefusal() {
        invite(0, 1, false, 407);
        capture.at(0.2)
                .request("call", "INVITE")
                .cseq(2)
                .with(message -> message.setHeaders(Map.of("proxy-authorization", "Digest example.org")))
                .send();
        capture.at(0.3)
                .response("call", 407, "INVITE")
                .cseq(2)
                .with(message -> message.setStaleNonce(true))
                .send();

        assertThat(Rows.of(capture).authentication).isEmpty();
    }
}
