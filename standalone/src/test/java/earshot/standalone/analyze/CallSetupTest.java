// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import earshot.storage.BranchRow;
import earshot.storage.CallRow;
import earshot.testkit.CallScript;
import org.junit.jupiter.api.Test;

/** How calls are set up (RFC 3261 and its companions), as octets on the wire, and what their row must say of it. */
class CallSetupTest {
    private static final String A = "192.0.2.10";
    private static final String P = "192.0.2.20";
    private static final String B = "192.0.2.30";
    private static final String C = "192.0.2.40";

    private final CallScript wire = new CallScript("call-1");

    private CallRow call() {
        return Situation.of(wire).call();
    }

    /** RFC 3261 16.7: three phones at once; the second is picked up, the proxy cancels the others. */
    @Test
    void aParallelForkTellsItsBranches() {
        wire.at(0).request("INVITE", A, P).sdp(A, 4000).send();
        wire.at(0.01).request("INVITE", P, B).via("p1", "INVITE-1").sdp(A, 4000).send();
        wire.at(0.01).request("INVITE", P, C).via("p2", "INVITE-1").sdp(A, 4000).send();
        wire.at(0.5)
                .response(180, "INVITE", B, P)
                .via("p1", "INVITE-1")
                .tag("b")
                .send();
        wire.at(0.51).response(180, "INVITE", P, A).tag("b").send();
        wire.at(0.7)
                .response(180, "INVITE", C, P)
                .via("p2", "INVITE-1")
                .tag("c")
                .send();
        wire.at(0.71).response(180, "INVITE", P, A).tag("c").send();
        wire.at(2)
                .response(200, "INVITE", C, P)
                .via("p2", "INVITE-1")
                .tag("c")
                .sdp(C, 5000)
                .send();
        wire.at(2.01).response(200, "INVITE", P, A).tag("c").sdp(C, 5000).send();
        wire.at(2.02).request("CANCEL", P, B).via("p1").send();
        wire.at(2.03)
                .response(487, "INVITE", B, P)
                .via("p1", "INVITE-1")
                .tag("b")
                .send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.forks()).isEqualTo(2);
        assertThat(call.course().targets()).isEqualTo(2);
        assertThat(call.course().answers()).isEqualTo(1);
        assertThat(call.course().remarks()).isEmpty();
        assertThat(call.course().branches())
                .extracting(BranchRow::tag, BranchRow::address, BranchRow::joinedMs, BranchRow::status)
                .containsExactly(tuple("b", B + ":5060", 500.0, 487), tuple("c", C + ":5060", 700.0, 200));
        assertThat(call.setupMs()).isEqualTo(510.0);
    }

    /** Failover: the first gateway is out of order, the second takes the call; nothing of that fails the call. */
    @Test
    void aSerialForkIsTheOutcomeOfItsLastBranch() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(0.01).request("INVITE", P, B).via("p1", "INVITE-1").send();
        wire.at(0.1)
                .response(503, "INVITE", B, P)
                .via("p1", "INVITE-1")
                .tag("gw1")
                .send();
        wire.at(0.2).request("INVITE", P, C).via("p2", "INVITE-1").send();
        wire.at(1).response(200, "INVITE", C, P).via("p2", "INVITE-1").tag("c").send();
        wire.at(1.1).response(200, "INVITE", P, A).tag("c").send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.finalStatus()).isEqualTo(200);
        assertThat(call.course().targets()).isEqualTo(2);
        assertThat(call.course().branches()).extracting(BranchRow::tag).containsExactly("c");
    }

    /** RFC 3261 7.2 knows six classes, and RFC 4475 3.1.2.19 has what is none dropped: the phones went on without it too. */
    @Test
    void aStatusOfNoClassIsNoAnswer() {
        wire.at(0).request("INVITE", A, B).send();
        wire.at(0.1).response(99, "INVITE", B, A).tag("b").send();
        wire.at(0.2).response(788, "INVITE", B, A).tag("b").send();
        wire.at(1).response(180, "INVITE", B, A).tag("b").send();
        wire.at(2).response(200, "INVITE", B, A).tag("b").send();
        wire.at(9).request("BYE", A, B).tag("b").send();
        wire.at(9.1).response(700, "BYE", B, A).tag("b").send();
        wire.at(9.2).response(200, "BYE", B, A).tag("b").send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.finalStatus()).isEqualTo(200);
        assertThat(call.endedBy()).isEqualTo("bye");
        assertThat(call.messages()).isEqualTo(5);
        assertThat(call.setupMs()).isEqualTo(1_000.0);
    }

    /** A push message wakes phones one after the other: the proxy adds branches for three minutes. */
    @Test
    void branchesThatJoinLateAreBranchesOfTheSameCall() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(0.1).response(100, "INVITE", P, A).send();
        double[] joins = {20, 75, 170};
        for (int i = 0; i < joins.length; i++) {
            String phone = "192.0.2." + (31 + i);
            wire.at(joins[i])
                    .request("INVITE", P, phone)
                    .via("p" + i, "INVITE-1")
                    .send();
            wire.at(joins[i] + 1)
                    .response(180, "INVITE", phone, P)
                    .via("p" + i, "INVITE-1")
                    .tag("t" + i)
                    .send();
            wire.at(joins[i] + 1.1).response(180, "INVITE", P, A).tag("t" + i).send();
        }
        wire.at(178)
                .response(200, "INVITE", "192.0.2.33", P)
                .via("p2", "INVITE-1")
                .tag("t2")
                .send();
        wire.at(178.1).response(200, "INVITE", P, A).tag("t2").send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.forks()).isEqualTo(3);
        assertThat(call.course().targets()).isEqualTo(3);
        assertThat(call.course().remarks()).containsExactly("lateFork");
        assertThat(call.course().branches())
                .extracting(BranchRow::joinedMs)
                .containsExactly(21_000.0, 76_000.0, 171_000.0);
        assertThat(call.setupMs()).isEqualTo(21_100.0);
    }

    /** Two phones are picked up at once (RFC 3261 13.2.2.4): the caller ends one of the dialogs. */
    @Test
    void twoAnswersAreOneCallWithTwoDialogs() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(1).response(200, "INVITE", P, A).tag("b").send();
        wire.at(1.01).response(200, "INVITE", P, A).tag("c").send();
        wire.at(1.1).request("BYE", A, P).tag("c").cseq(2).send();
        wire.at(9).request("BYE", P, A).byCallee("b").cseq(1).send();

        CallRow call = call();
        assertThat(call.course().answers()).isEqualTo(2);
        assertThat(call.course().remarks()).containsExactly("multipleAnswers");
        assertThat(call.byeFrom()).isEqualTo("callee");
        assertThat(call.durationMs()).isEqualTo(8_000.0);
    }

    /** RFC 3262, 3311: a reliable 183 with SDP, PRACK, and an UPDATE before the answer are no events of their own. */
    @Test
    void prackAndUpdateBeforeTheAnswerLeaveTheCallAsItIs() {
        wire.at(0)
                .request("INVITE", A, B)
                .sdp(A, 4000)
                .header("Require", "100rel")
                .send();
        wire.at(0.5)
                .response(183, "INVITE", B, A)
                .tag("b")
                .header("RSeq", "1")
                .sdp(B, 5000)
                .send();
        wire.at(0.6)
                .request("PRACK", A, B)
                .tag("b")
                .cseq(2)
                .header("RAck", "1 1 INVITE")
                .send();
        wire.at(0.7).response(200, "PRACK", B, A).tag("b").cseq(2).send();
        wire.at(0.8).request("UPDATE", A, B).tag("b").cseq(3).sdp(A, 4000).send();
        wire.at(0.9).response(200, "UPDATE", B, A).tag("b").cseq(3).sdp(B, 5000).send();
        wire.at(2).response(200, "INVITE", B, A).tag("b").send();
        wire.at(2.1).request("ACK", A, B).tag("b").via("ack").send();
        wire.at(5).request("BYE", A, B).tag("b").cseq(9).send();
        wire.at(5.01).response(200, "BYE", B, A).tag("b").cseq(9).send();

        CallRow call = call();
        assertThat(call.messages()).isEqualTo(10);
        assertThat(call.setupMs()).isEqualTo(500.0);
        assertThat(call.holds()).isZero();
        assertThat(call.course().remarks()).isEmpty();
        assertThat(call.course().endCause()).isEqualTo("hangUp");
    }

    /** RFC 3261 9.1: the 200 crosses the CANCEL; the caller then hangs up. */
    @Test
    void anAnswerThatCrossesACancelWins() {
        wire.at(0).request("INVITE", A, B).send();
        wire.at(1).response(180, "INVITE", B, A).tag("b").send();
        wire.at(3).request("CANCEL", A, B).send();
        wire.at(3.001).response(200, "INVITE", B, A).tag("b").send();
        wire.at(3.01).response(200, "CANCEL", B, A).tag("b").send();
        wire.at(3.02).request("ACK", A, B).tag("b").via("ack").send();
        wire.at(3.03).request("BYE", A, B).tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.endedBy()).isEqualTo("bye");
        assertThat(call.course().remarks()).containsExactly("crossedCancel");
    }

    /** A phone of a fork that another one answered first (RFC 3326): it did not refuse. */
    @Test
    void aBranchCancelledByAnAnswerElsewhereSaysSo() {
        wire.at(0).request("INVITE", P, B).send();
        wire.at(1).response(180, "INVITE", B, P).tag("b").send();
        wire.at(3)
                .request("CANCEL", P, B)
                .header("Reason", "SIP ;cause=200 ;text=\"Call completed elsewhere\"")
                .send();
        wire.at(3.1).response(487, "INVITE", B, P).tag("b").send();

        assertThat(call().state()).isEqualTo("cancelled");
        assertThat(call().course().endCause()).isEqualTo("answeredElsewhere");
    }

    @Test
    void challengesAreFoldedIntoOneCall() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(0.1).response(407, "INVITE", P, A).tag("p").send();
        wire.at(0.2).request("ACK", A, P).tag("p").via("INVITE-1").send();
        wire.at(0.3).request("INVITE", A, P).cseq(2).send();
        wire.at(0.4).response(401, "INVITE", P, A).tag("q").cseq(2).send();
        wire.at(0.6).request("INVITE", A, P).cseq(3).send();
        wire.at(1)
                .response(486, "INVITE", P, A)
                .tag("b")
                .cseq(3)
                .header("Reason", "Q.850;cause=17")
                .send();

        CallRow call = call();
        assertThat(call.state()).isEqualTo("busy");
        assertThat(call.course().challenges()).isEqualTo(2);
        assertThat(call.course().q850Cause()).isEqualTo(17);
        assertThat(call.course().endCause()).isEqualTo("refused");
    }

    @Test
    void aRedirectionThatIsFollowedIsTheOutcomeOfWhatFollows() {
        wire.at(0).request("INVITE", A, P).send();
        wire.at(0.1)
                .response(302, "INVITE", P, A)
                .tag("p")
                .header("Contact", "<sip:bob@192.0.2.30>")
                .send();
        wire.at(0.3).request("INVITE", A, B).cseq(2).send();
        wire.at(1).response(200, "INVITE", B, A).tag("b").cseq(2).send();

        assertThat(call().state()).isEqualTo("answered");
        assertThat(call().course().redirectedTo()).isEqualTo("sip:bob@192.0.2.30");
    }
}
