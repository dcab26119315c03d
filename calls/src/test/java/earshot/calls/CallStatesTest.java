// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.Capture.micros;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Party;
import org.junit.jupiter.api.Test;

/** How calls end up, by their signalling (RFC 3261, RFC 3665 for the flows). */
class CallStatesTest {
    private static final String ID = "call@example.org";

    private final Capture capture = new Capture();

    private Call call() {
        return Rows.of(capture).call();
    }

    @Test
    void anAnsweredCallHasItsTimesAndEndsByBye() {
        capture.answeredCall(ID, 0).bye(ID, 63);

        Call call = call();
        assertThat(call.getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call.getFinalStatus()).isEqualTo(200);
        assertThat(call.getStartMicros()).isEqualTo(micros(0));
        assertThat(call.getRingMicros()).isEqualTo(micros(1));
        assertThat(call.getAnswerMicros()).isEqualTo(micros(3));
        assertThat(call.getEndMicros()).isEqualTo(micros(63));
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(call.getByeFrom()).isEqualTo(Party.CALLER);
        assertThat(call.getSetupMs()).isEqualTo(1_000);
        assertThat(call.getDurationMs()).isEqualTo(60_000);
        assertThat(call.getMessages()).isEqualTo(7);
        assertThat(call.getRetransmissions()).isZero();
        assertThat(call.getForks()).isEqualTo(1);
        assertThat(call.getCaller()).isEqualTo(ALICE + ":5060");
        assertThat(call.getCallee()).isEqualTo(BOB + ":5060");
    }

    @Test
    void byeFromTheCalleeEndsTheCall() {
        capture.answeredCall(ID, 0);
        capture.at(9)
                .request(ID, "BYE")
                .from(BOB)
                .to(ALICE)
                .tags("bob-tag", "alice-tag")
                .with(message -> message.setReasonHeader("Q.850;cause=16"))
                .send();

        assertThat(call().getByeFrom()).isEqualTo(Party.CALLEE);
        assertThat(call().getReason()).isEqualTo("Q.850;cause=16");
    }

    @Test
    void retransmissionsAndFurtherHopsAreNoMessagesOfTheirOwn() {
        capture.at(0).request(ID, "INVITE").to(PROXY).send();
        capture.at(0.5).request(ID, "INVITE").to(PROXY).send();
        capture.at(0.51)
                .request(ID, "INVITE")
                .from(PROXY)
                .branch("z9hG4bK-hop2")
                .send();
        capture.at(2)
                .response(ID, 200, "INVITE")
                .to(PROXY)
                .branch("z9hG4bK-hop2")
                .send();
        capture.at(2.01).response(ID, 200, "INVITE").from(PROXY).send();
        capture.at(2.51).response(ID, 200, "INVITE").from(PROXY).send();

        assertThat(call().getMessages()).isEqualTo(2);
        assertThat(call().getRetransmissions()).isEqualTo(2);
    }

    @Test
    void aPacketMirroredTwiceIsNoRetransmission() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.001).request(ID, "INVITE").send();

        assertThat(call().getRetransmissions()).isZero();
    }

    @Test
    void aChallengeIsNoFailureWhenItIsAnswered() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.1).response(ID, 407, "INVITE").toTag("proxy-tag").send();
        capture.at(0.2).request(ID, "ACK").toTag("proxy-tag").send();
        capture.at(51).request(ID, "INVITE").cseq(2).send(); // a slow phone: longer than any timer
        capture.at(52).response(ID, 180, "INVITE").cseq(2).send();
        capture.at(53).response(ID, 200, "INVITE").cseq(2).send();
        capture.at(60).request(ID, "BYE").cseq(3).toTag("bob-tag").send();

        Call call = call();
        assertThat(call.getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call.getFinalStatus()).isEqualTo(200);
        assertThat(call.getForks()).isEqualTo(1);
        assertThat(call.getSetupMs()).isEqualTo(52_000);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.BYE);
    }

    @Test
    void aChallengeThatNobodyAnswersFailsAfterAWhile() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.1).response(ID, 401, "INVITE").send();

        assertThat(call().getState()).isEqualTo(CallState.INCOMPLETE); // the capture ended: nobody knows

        capture.at(100).request("other", "INVITE").send();

        Call call = Rows.of(capture).call(ID);
        assertThat(call.getState()).isEqualTo(CallState.FAILED);
        assertThat(call.getFinalStatus()).isEqualTo(401);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.FAILURE);
        assertThat(call.getEndMicros()).isEqualTo(micros(0.1));
    }

    @Test
    void busyIsNeitherFailureNorNoAnswer() {
        refused(486, "");
        assertThat(call().getState()).isEqualTo(CallState.BUSY);
        assertThat(call().getEndedBy()).isEqualTo(EndedBy.FAILURE);
        assertThat(call().getSetupMs()).isEqualTo(1_000);
        assertThat(call().getDurationMs()).isNull();
    }

    @Test
    void temporarilyUnavailableIsNoAnswerUnlessTheNetworkSaysBusy() {
        refused(480, "");
        assertThat(call().getState()).isEqualTo(CallState.NO_ANSWER);

        capture.events.clear();
        refused(480, "Q.850 ;cause=17;text=\"User busy\"");
        assertThat(call().getState()).isEqualTo(CallState.BUSY);
    }

    @Test
    void otherRefusalsFail() {
        refused(404, "");
        assertThat(call().getState()).isEqualTo(CallState.FAILED);

        capture.events.clear();
        refused(503, "");
        assertThat(call().getState()).isEqualTo(CallState.FAILED);
    }

    @Test
    void aRedirectionIsTheOutcomeUnlessItIsFollowed() {
        refused(302, "");
        assertThat(call().getState()).isEqualTo(CallState.REDIRECTED);

        capture.at(4).request(ID, "INVITE").cseq(2).to(CAROL).send();
        capture.at(5)
                .response(ID, 486, "INVITE")
                .cseq(2)
                .from(CAROL)
                .toTag("carol-tag")
                .send();

        assertThat(call().getState()).isEqualTo(CallState.BUSY);
        assertThat(call().getFinalStatus()).isEqualTo(486);
    }

    private void refused(int status, String reason) {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.01).response(ID, 100, "INVITE").send();
        capture.at(1)
                .response(ID, status, "INVITE")
                .with(message -> message.setReasonHeader(reason))
                .send();
        capture.at(1.01).request(ID, "ACK").toTag("bob-tag").send();
    }

    @Test
    void aCancelledCallEndsWith487() {
        ringing();
        capture.at(5).request(ID, "CANCEL").branch("z9hG4bK-INVITE-1").send();
        capture.at(5.01).response(ID, 200, "CANCEL").branch("z9hG4bK-INVITE-1").send();
        capture.at(5.02).response(ID, 487, "INVITE").send();

        Call call = call();
        assertThat(call.getState()).isEqualTo(CallState.CANCELLED);
        assertThat(call.getFinalStatus()).isEqualTo(487);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.CANCEL);
        assertThat(call.getAnswerMicros()).isNull();
    }

    @Test
    void anAnswerThatCrossesTheCancelWins() {
        ringing();
        capture.at(5).request(ID, "CANCEL").branch("z9hG4bK-INVITE-1").send();
        capture.at(5.001).response(ID, 200, "INVITE").send();
        capture.at(5.01).response(ID, 200, "CANCEL").branch("z9hG4bK-INVITE-1").send();
        capture.at(5.1).request(ID, "BYE").cseq(2).toTag("bob-tag").send();

        assertThat(call().getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call().getFinalStatus()).isEqualTo(200);
        assertThat(call().getDurationMs()).isEqualTo(99);
    }

    @Test
    void aCancelForWantOfAnAnswerIsNoAnswer() {
        ringing();
        capture.at(30)
                .request(ID, "CANCEL")
                .branch("z9hG4bK-INVITE-1")
                .with(message -> message.setReasonHeader("Q.850;cause=19"))
                .send();
        capture.at(30.1).response(ID, 487, "INVITE").send();

        assertThat(call().getState()).isEqualTo(CallState.NO_ANSWER);
    }

    @Test
    void aTimeoutAfterRingingIsNoAnswerAndBeforeItAFailure() {
        ringing();
        capture.at(30).response(ID, 408, "INVITE").send();
        assertThat(call().getState()).isEqualTo(CallState.NO_ANSWER);

        capture.events.clear();
        refused(408, "");
        assertThat(call().getState()).isEqualTo(CallState.FAILED);
    }

    @Test
    void ringingThatLeadsNowhereTimesOut() {
        ringing();
        capture.at(400).request("other", "INVITE").send();

        Call call = Rows.of(capture).call(ID);
        assertThat(call.getState()).isEqualTo(CallState.NO_ANSWER);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.TIMEOUT);
        assertThat(call.getFinalStatus()).isNull();
    }

    @Test
    void anInviteThatNobodyHearsFails() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.5).request(ID, "INVITE").send();
        capture.at(100).request("other", "INVITE").send();

        Call call = Rows.of(capture).call(ID);
        assertThat(call.getState()).isEqualTo(CallState.FAILED);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.TIMEOUT);
        assertThat(call.getEndMicros()).isEqualTo(micros(0.5));
    }

    private void ringing() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(0.01).response(ID, 100, "INVITE").send();
        capture.at(1).response(ID, 180, "INVITE").send();
    }

    @Test
    void aForkThatOneBranchAnswersIsOneAnsweredCall() {
        capture.at(0).request(ID, "INVITE").to(PROXY).send();
        capture.at(0.1)
                .request(ID, "INVITE")
                .from(PROXY)
                .to(BOB)
                .branch("z9hG4bK-bob")
                .send();
        capture.at(0.1)
                .request(ID, "INVITE")
                .from(PROXY)
                .to(CAROL)
                .branch("z9hG4bK-carol")
                .send();
        capture.at(1)
                .response(ID, 180, "INVITE")
                .to(PROXY)
                .branch("z9hG4bK-bob")
                .send();
        capture.at(1)
                .response(ID, 180, "INVITE")
                .from(CAROL)
                .to(PROXY)
                .branch("z9hG4bK-carol")
                .toTag("carol-tag")
                .send();
        capture.at(1.1)
                .response(ID, 486, "INVITE")
                .to(PROXY)
                .branch("z9hG4bK-bob")
                .send();
        capture.at(2)
                .response(ID, 200, "INVITE")
                .from(CAROL)
                .to(PROXY)
                .branch("z9hG4bK-carol")
                .toTag("carol-tag")
                .send();
        capture.at(2.1)
                .response(ID, 200, "INVITE")
                .from(PROXY)
                .toTag("carol-tag")
                .send();
        capture.at(8).request(ID, "BYE").cseq(2).toTag("carol-tag").send();

        Call call = call();
        assertThat(call.getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call.getForks()).isEqualTo(2);
        assertThat(call.getAnswerMicros()).isEqualTo(micros(2.1)); // when the caller got it
        assertThat(call.getFinalStatus()).isEqualTo(200);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.BYE);
    }

    @Test
    void theBranchThatAProxyCancelsDoesNotCancelTheCall() {
        capture.at(0).request(ID, "INVITE").to(PROXY).send();
        capture.at(0.1)
                .request(ID, "INVITE")
                .from(PROXY)
                .to(CAROL)
                .branch("z9hG4bK-carol")
                .send();
        capture.at(3)
                .request(ID, "CANCEL")
                .from(PROXY)
                .to(CAROL)
                .branch("z9hG4bK-carol")
                .send();
        capture.at(3.1)
                .response(ID, 487, "INVITE")
                .from(CAROL)
                .to(PROXY)
                .branch("z9hG4bK-carol")
                .toTag("carol-tag")
                .send();
        capture.at(4).response(ID, 600, "INVITE").from(PROXY).send();

        assertThat(call().getState()).isEqualTo(CallState.BUSY);
        assertThat(call().getFinalStatus()).isEqualTo(600);
    }

    @Test
    void twoBranchesThatAnswerEndWithTheLastBye() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(1).response(ID, 200, "INVITE").send();
        capture.at(1.1)
                .response(ID, 200, "INVITE")
                .from(CAROL)
                .toTag("carol-tag")
                .send();
        capture.at(1.2).request(ID, "BYE").cseq(2).to(CAROL).toTag("carol-tag").send();
        capture.at(21).request(ID, "BYE").cseq(3).toTag("bob-tag").send();

        assertThat(call().getForks()).isEqualTo(2);
        assertThat(call().getDurationMs()).isEqualTo(20_000);
    }
}
