// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.audio;
import static earshot.calls.Capture.micros;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Party;
import earshot.events.Sdp;
import earshot.events.SdpDirection;
import org.junit.jupiter.api.Test;

/** What happens within a call and around its edges: holds, updates, silence, captures that miss its start or its end. */
class CallCourseTest {
    private static final String ID = "call@example.org";

    private final Capture capture = new Capture();

    private Call call() {
        return Rows.of(capture).call();
    }

    @Test
    void holdAndResumeByReInviteCountAsOneHold() {
        capture.answeredCall(ID, 0);
        reInvite(10, 2, SdpDirection.SENDONLY, 200);
        reInvite(15, 3, SdpDirection.INACTIVE, 200); // still held
        reInvite(20, 4, SdpDirection.SENDRECV, 200);
        reInvite(30, 5, SdpDirection.SENDONLY, 488); // refused: nothing changes
        capture.bye(ID, 40);

        assertThat(call().getHolds()).isEqualTo(1);
        assertThat(call().getFinalStatus()).isEqualTo(200);
        assertThat(call().getState()).isEqualTo(CallState.ANSWERED);
    }

    private void reInvite(double seconds, int cseq, SdpDirection direction, int status) {
        capture.at(seconds)
                .request(ID, "INVITE")
                .cseq(cseq)
                .toTag("bob-tag")
                .sdp(audio(ALICE, 4000, direction))
                .send();
        capture.at(seconds + 0.1).response(ID, status, "INVITE").cseq(cseq).send();
    }

    @Test
    void theOldWayToHoldIsTheUnspecifiedAddress() {
        capture.answeredCall(ID, 0);
        reInvite(audio("0.0.0.0", 5000));

        assertThat(call().getHolds()).isEqualTo(1);
    }

    @Test
    void theUnspecifiedAddressOfIpv6HoldsAsWell() {
        capture.answeredCall(ID, 0);
        reInvite(audio("::", 5000));

        assertThat(call().getHolds()).isEqualTo(1);
    }

    /** ICE has its addresses in candidates, or still looks for them: RFC 8839 §4.3.3, RFC 8840 §4.1.1. */
    @Test
    void anAddressThatIceWillFindIsNoHold() {
        capture.answeredCall(ID, 0);
        reInvite(audio("0.0.0.0", 9));

        assertThat(call().getHolds()).isZero();
    }

    private void reInvite(Sdp offer) {
        capture.at(10)
                .request(ID, "INVITE")
                .from(BOB)
                .to(ALICE)
                .tags("bob-tag", "alice-tag")
                .sdp(offer)
                .send();
        capture.at(10.1)
                .response(ID, 200, "INVITE")
                .from(ALICE)
                .to(BOB)
                .tags("bob-tag", "alice-tag")
                .send();
    }

    @Test
    void prackAndUpdateAreMessagesOfTheCall() {
        capture.at(0).request(ID, "INVITE").send();
        capture.at(1).response(ID, 183, "INVITE").sdp(audio(BOB, 5000)).send();
        capture.at(1.1).request(ID, "PRACK").cseq(2).toTag("bob-tag").send();
        capture.at(1.2).response(ID, 200, "PRACK").cseq(2).send();
        capture.at(1.3)
                .request(ID, "UPDATE")
                .cseq(3)
                .toTag("bob-tag")
                .sdp(audio(ALICE, 4000))
                .send();
        capture.at(1.4)
                .response(ID, 200, "UPDATE")
                .cseq(3)
                .sdp(audio(BOB, 5000))
                .send();
        capture.at(3).response(ID, 200, "INVITE").send();

        assertThat(call().getMessages()).isEqualTo(7);
        assertThat(call().getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call().getHolds()).isZero();
        assertThat(call().getEndedBy()).isEqualTo(EndedBy.CAPTURE_END);
    }

    /** A probe whose clock is set back by an hour during the call. */
    @Test
    void aCallEndsNoEarlierThanItStartsAndItsDurationIsUnknownWhenTheClockWasSetBack() {
        capture.answeredCall(ID, 0);
        reInvite(10, 2, SdpDirection.SENDRECV, 200);
        capture.bye(ID, -3_600);

        assertThat(call().getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(call().getStartMicros()).isEqualTo(micros(0));
        assertThat(call().getEndMicros()).isEqualTo(micros(0));
        assertThat(call().getDurationMs()).isNull();
    }

    @Test
    void aCallWithoutByeTimesOutWhenNothingIsHeardAnyMore() {
        capture.answeredCall(ID, 0);
        capture.media(ALICE, 4000, BOB, 5000).runs(3, 100).send();
        capture.at(500).request("other", "INVITE").send();

        Call call = Rows.of(capture).call(ID);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.TIMEOUT);
        assertThat(call.getEndMicros()).isEqualTo(micros(100));
        assertThat(call.getState()).isEqualTo(CallState.ANSWERED);
    }

    @Test
    void aCallThatTheCaptureLeavesOpenSaysSo() {
        capture.answeredCall(ID, 0);
        capture.media(ALICE, 4000, BOB, 5000).runs(3, 100).send();

        assertThat(call().getEndedBy()).isEqualTo(EndedBy.CAPTURE_END);
        assertThat(call().getDurationMs()).isEqualTo(97_000);
    }

    @Test
    void aByeAfterATimeoutIsTheTruth() {
        capture.answeredCall(ID, 0);
        capture.media(ALICE, 4000, BOB, 5000).runs(3, 13).send();
        capture.at(314).request("other", "INVITE").send();
        capture.at(320).request("other", "INVITE").send();
        capture.bye(ID, 350);

        Call call = Rows.of(capture).call(ID);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(call.getEndMicros()).isEqualTo(micros(350));
    }

    @Test
    void aCallSeenOnlyFromItsAnswerIsKnownAsFarAsItGoes() {
        capture.at(0).response(ID, 200, "INVITE").send();
        capture.at(0.1).request(ID, "ACK").toTag("bob-tag").send();
        capture.bye(ID, 9);

        Call call = call();
        assertThat(call.getState()).isEqualTo(CallState.ANSWERED);
        assertThat(call.getFinalStatus()).isEqualTo(200);
        assertThat(call.getSetupMs()).isNull();
        assertThat(call.getCaller()).isEqualTo(ALICE + ":5060");
        assertThat(call.getByeFrom()).isEqualTo(Party.CALLER);
    }

    @Test
    void aCallSeenOnlyAtItsEndIsIncomplete() {
        capture.bye(ID, 9);

        assertThat(call().getState()).isEqualTo(CallState.INCOMPLETE);
        assertThat(call().getFinalStatus()).isNull();
        assertThat(call().getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(call().getByeFrom()).isNull();
    }

    @Test
    void aReInviteAloneTellsOfACallThatBeganBeforeTheCapture() {
        reInvite(0, 7, SdpDirection.SENDRECV, 200);

        assertThat(call().getState()).isEqualTo(CallState.INCOMPLETE);
        assertThat(call().getFinalStatus()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreTransactions() {
        capture.at(0).request("reg", "REGISTER").send();
        capture.at(0.1).response("reg", 401, "REGISTER").send();
        capture.at(0.2).request("reg", "REGISTER").cseq(2).send();
        capture.at(0.25).response("reg", 200, "REGISTER").cseq(2).send();
        capture.at(1).request("ping", "OPTIONS").send();

        Rows rows = Rows.of(capture);
        assertThat(rows.calls).isEmpty();
        assertThat(rows.transactions.values())
                .extracting(t -> t.getMethod() + " " + t.getStatus() + " " + t.getMessages())
                .containsExactlyInAnyOrder("REGISTER 401 2", "REGISTER 200 2", "OPTIONS null 1");
    }

    @Test
    void aRequestWithinTheCallIsAMessageOfTheCall() {
        capture.answeredCall(ID, 0);
        capture.at(5).request(ID, "OPTIONS").cseq(2).toTag("bob-tag").send();

        assertThat(call().getMessages()).isEqualTo(6);
        assertThat(Rows.of(capture).transactions).isEmpty();
    }
}
