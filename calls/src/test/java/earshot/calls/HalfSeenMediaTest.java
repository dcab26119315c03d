// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.Capture.audio;
import static earshot.calls.Rows.owner;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture.Media;
import earshot.events.Binding;
import earshot.events.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which call a stream belongs to where one direction of its signalling was captured, or half of it. */
class HalfSeenMediaTest {
    private static final String ID = "call@example.org";
    private static final String OTHER = "other@example.org";

    private final Capture capture = new Capture();
    private final Media aliceToBob = capture.media(ALICE, 4000, BOB, 5000);
    private final Media bobToAlice = capture.media(BOB, 5000, ALICE, 4000);

    /** Seen from one direction: the ACK stands for the answer, for as long as an answer would. */
    @Test
    void anEndpointIsClaimedByACallWhoseAnswerOnlyItsAckTellsOf() {
        capture.at(0).request(ID, "INVITE").sdp(audio(ALICE, 4000)).send();
        capture.at(3).request(ID, "ACK").branch("z9hG4bK-ack").toTag("bob-tag").send();
        capture.at(390)
                .request(OTHER, "INVITE")
                .from(BOB)
                .to(PROXY)
                .sdp(audio(ALICE, 4000))
                .send();
        aliceToBob.runs(400, 420).send();

        Stream stream = Rows.of(capture).stream(aliceToBob.id());
        assertThat(owner(stream)).isEqualTo(ID);
        assertThat(stream.getBinding()).isEqualTo(Binding.ONE_SIDE);
    }

    /** The ACK of a refusal has the branch of its INVITE (RFC 3261 17.1.1.3). */
    @Test
    void anEndpointIsNotClaimedForLongByACallOfWhichAnAckTellsNothing() {
        capture.at(0).request(ID, "INVITE").sdp(audio(ALICE, 4000)).send();
        capture.at(3)
                .request(ID, "ACK")
                .branch("z9hG4bK-INVITE-1")
                .toTag("bob-tag")
                .send();
        aliceToBob.runs(400, 420).send();

        assertThat(owner(Rows.of(capture).stream(aliceToBob.id()))).isEmpty();
    }

    /** Five seconds after the first call the second one uses its ports, and one half of what set it up was not captured. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortUsedAgainIsTheLaterCallsThoughHalfOfItWasNotSeen(boolean isInviteSeen) {
        capture.answeredCall(ID, 0).bye(ID, 20);
        if (isInviteSeen) {
            capture.at(22).request(OTHER, "INVITE").sdp(audio(ALICE, 4000)).send();
        } else {
            capture.at(24).response(OTHER, 200, "INVITE").sdp(audio(BOB, 5000)).send();
        }
        capture.at(24.1)
                .request(OTHER, "ACK")
                .branch("z9hG4bK-ack")
                .toTag("bob-tag")
                .send();
        aliceToBob.runs(25, 45).send();
        bobToAlice.runs(25, 45).send();

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(OTHER);
        assertThat(owner(rows.stream(bobToAlice.id()))).isEqualTo(OTHER);
    }

    /** Anyone can send an INVITE: unanswered, it does not take what comes just after the end of a call. */
    @Test
    void whatComesJustAfterACallIsNotOfACallThatNobodyAnswered() {
        capture.answeredCall(ID, 0).bye(ID, 20);
        capture.at(22).request(OTHER, "INVITE").sdp(audio(ALICE, 4000)).send();
        aliceToBob.runs(25, 45).send();

        assertThat(owner(Rows.of(capture).stream(aliceToBob.id()))).isEqualTo(ID);
    }

    @Test
    void anEndpointIsGivenUpWithTheResponseToAByeThatWasNotSeen() {
        capture.answeredCall(ID, 0);
        capture.at(23).response(ID, 200, "BYE").cseq(2).send();
        aliceToBob.runs(3, 23).send();
        Media later = capture.media(ALICE, 4000, BOB, 5000).ssrc(7).runs(40, 60);
        later.send();

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(ID);
        assertThat(owner(rows.stream(later.id()))).isEmpty();
    }
}
