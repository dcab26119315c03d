// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.storage.CallRow;
import earshot.testkit.CallScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a call when messages that made it were not captured: what those that were prove (RFC 3261), and no more. */
class UnseenMessagesTest {
    private static final String A = "192.0.2.10";
    private static final String P = "192.0.2.20";
    private static final String B = "192.0.2.30";

    private final CallScript wire = new CallScript("call-1");

    private CallRow call() {
        return Situation.of(wire).call();
    }

    /**
     * A mirror port that shows one direction, or lost the answer: the ACK of a 2xx is a transaction of its own (RFC 3261 13.2.2.4), so
     * the call was answered.
     */
    @Test
    void anAckTellsOfAnAnswerThatWasNotSeen() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(2).request("ACK", A, P).tag("b").send();
        wire.at(12).request("BYE", A, P).tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.finalStatus()).isNull();
        assertThat(call.durationMs()).isEqualTo(10_000.0);
        assertThat(call.course().endCause()).isEqualTo("hangUp");
        assertThat(call.course().remarks()).containsExactly("answerNotSeen");
    }

    /** Seen by a probe whose clock is behind, the ACK comes before its answer. */
    @Test
    void anAnswerBehindItsAckIsSeenAllTheSame() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(2).request("ACK", A, P).tag("b").send();
        wire.at(2.1).response(200, "INVITE", P, A).tag("b").send();
        wire.at(12.1).request("BYE", A, P).tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.finalStatus()).isEqualTo(200);
        assertThat(call.durationMs()).isEqualTo(10_000.0);
        assertThat(call.course().answers()).isEqualTo(1);
        assertThat(call.course().remarks()).isEmpty();
    }

    /** Where branches tell nothing (RFC 2543): nobody hangs up a refusal. */
    @Test
    void anAckAndAByeTellOfAnAnswerThatWasNotSeen() {
        wire.at(0).request("INVITE", A, P).via("old").send();
        wire.at(2).request("ACK", A, P).via("old").tag("b").send();
        wire.at(12).request("BYE", A, P).via("old").tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.durationMs()).isEqualTo(10_000.0);
        assertThat(call.course().remarks()).containsExactly("answerNotSeen");
    }

    /** The CANCEL came too late. Where the answer was not captured, only its ACK says so, when the call was given up already. */
    @Test
    void anAckThatComesLongAfterACancelTellsOfAnAnswerAllTheSame() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(1).response(180, "INVITE", P, A).tag("b").send();
        wire.at(3).request("CANCEL", A, P).send();
        assertThat(call().endedBy()).isEqualTo("cancel");

        wire.at(63).request("ACK", A, P).tag("b").via("ack").send();
        wire.at(73).request("BYE", A, P).tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.endedBy()).isEqualTo("bye");
        assertThat(call.durationMs()).isEqualTo(10_000.0);
        assertThat(call.course().endCause()).isEqualTo("hangUp");
        assertThat(call.course().remarks()).contains("answerNotSeen");
    }

    /**
     * The INVITE of the caller's hop was not captured. Its responses have fewer Vias than that of the hop behind it (RFC 3261 8.2.6.2),
     * so they are the caller's, and the CANCEL is not.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxysCancelIsNotTheCallersThoughHisInviteWasNotSeen(boolean isTryingSeen) {
        if (isTryingSeen) wire.at(0).response(100, "INVITE", P, A).send();
        wire.at(0.01).request("INVITE", P, B).via("p1", "INVITE-1").send();
        wire.at(1).response(180, "INVITE", B, P).via("p1", "INVITE-1").tag("b").send();
        wire.at(1.01).response(180, "INVITE", P, A).tag("b").send();
        wire.at(9).response(408, "INVITE", P, A).tag("p").send();
        wire.at(9.01).request("CANCEL", P, B).via("p1").send();
        wire.at(9.02)
                .response(487, "INVITE", B, P)
                .via("p1", "INVITE-1")
                .tag("b")
                .send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("noAnswer");
        assertThat(call.finalStatus()).isEqualTo(408);
        assertThat(call.caller()).isEqualTo(A + ":5060");
        assertThat(call.setupMs()).isEqualTo(1_000.0);
    }

    /** What comes back to the caller is all that a mirror port shows: the INVITEs and the BYE are not there. */
    @Test
    void responsesAloneTellOfAChallengeAnAnswerAndAnEnd() {
        wire.at(0).response(407, "INVITE", P, A).tag("p").send();
        wire.at(1).response(180, "INVITE", P, A).tag("b").cseq(2).send();
        wire.at(2).response(200, "INVITE", P, A).tag("b").cseq(2).send();
        wire.at(12).response(200, "BYE", P, A).tag("b").cseq(3).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.finalStatus()).isEqualTo(200);
        assertThat(call.course().challenges()).isEqualTo(1);
        assertThat(call.endedBy()).isEqualTo("bye");
        assertThat(call.byeFrom()).isEqualTo("caller");
        assertThat(call.course().endCause()).isEqualTo("hangUp");
        assertThat(call.durationMs()).isEqualTo(10_000.0);
    }

    /** RFC 3261 15: a caller may hang up what only rings; but where no response at all was seen, nobody knows whether it did. */
    @Test
    void aByeOfTheCallerCancelsOnlyWhatIsKnownToRing() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(9).request("BYE", A, P).tag("b").cseq(2).send();
        assertThat(call().state()).isEqualTo("incomplete");

        wire.at(1).response(180, "INVITE", P, A).tag("b").send();
        assertThat(call().state()).isEqualTo("cancelled");
    }

    /** RFC 3261 17.1.1.3: the ACK of a refusal has the branch of its INVITE, so one whose refusal was not seen proves nothing. */
    @Test
    void anAckOfARefusalTellsOfNoAnswer() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(2).request("ACK", A, P).via("INVITE-1").tag("b").send();

        assertThat(call().state()).isEqualTo("incomplete");
    }

    /** A callee hangs up what it has answered (RFC 3261 15): nobody has cancelled, the capture lacks the answer. */
    @Test
    void aByeOfTheCalleeCancelsNothing() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(9).request("BYE", P, A).byCallee("b").cseq(1).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("incomplete");
        assertThat(call.byeFrom()).isEqualTo("callee");
    }
}
