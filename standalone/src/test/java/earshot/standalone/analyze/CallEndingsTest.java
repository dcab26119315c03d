// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.storage.CallRow;
import earshot.testkit.CallScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls that nobody ends, answers that nobody acknowledges, and calls that two probes see with clocks of their own. */
class CallEndingsTest {
    private static final String A = "192.0.2.10";
    private static final String P = "192.0.2.20";
    private static final String B = "192.0.2.30";

    private final CallScript wire = new CallScript("call-1");

    private void answered(String sessionExpires) {
        wire.at(0).request("INVITE", A, B).header("Min-SE", "90").sdp(A, 4000).send();
        wire.at(2)
                .response(200, "INVITE", B, A)
                .tag("b")
                .header("Session-Expires", sessionExpires)
                .sdp(B, 5000)
                .send();
        wire.at(2.01).request("ACK", A, B).tag("b").via("ack").send();
    }

    /** Something else later, so that event time goes on; the row of the call. */
    private CallRow callUntil(double seconds) {
        CallScript all = wire.called("later");
        all.at(seconds).request("OPTIONS", A, P).send();
        all.at(seconds + 4).request("OPTIONS", A, P).cseq(2).send();
        return Situation.of(all).call("call-1");
    }

    private static double endsAfterSeconds(CallRow call) {
        return Duration.between(call.startTime(), call.endTime()).toNanos() / 1e9;
    }

    /** RFC 4028 10: one refresh at 50 s, none after it; both phones have crashed. */
    @Test
    void aSessionThatNobodyRefreshesEndsWhenItsTimerRunsOut() {
        answered("90;refresher=uac");
        wire.at(50).request("UPDATE", A, B).tag("b").cseq(2).send();
        wire.at(50.1)
                .response(200, "UPDATE", B, A)
                .tag("b")
                .cseq(2)
                .header("Session-Expires", "90;refresher=uas")
                .send();

        CallRow call = callUntil(300);
        assertThat(call.endedBy()).isEqualTo("timeout");
        assertThat(call.course().endCause()).isEqualTo("sessionExpired");
        assertThat(endsAfterSeconds(call)).isEqualTo(140.1);
        assertThat(call.course().sessionExpiresSeconds()).isEqualTo(90);
        assertThat(call.course().sessionMinSeconds()).isEqualTo(90);
        assertThat(call.course().sessionRefresher()).isEqualTo("callee");
        assertThat(call.course().sessionRefreshes()).isEqualTo(1);
    }

    @Test
    void withMediaItEndsWithTheLastPacket() {
        answered("90;refresher=uas");
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 30);
        wire.rtp(B, 5000, A, 4000, 0, 2.1, 32);

        CallRow call = callUntil(200);
        assertThat(call.course().endCause()).isEqualTo("sessionExpired");
        assertThat(endsAfterSeconds(call)).isBetween(31.9, 32.0);
    }

    /** The timer ran out and the media goes on: the phones disagree with it, and who hangs up is believed. */
    @Test
    void mediaBeyondTheTimerKeepsTheCall() {
        answered("90");
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 130);
        wire.at(130).request("BYE", A, B).tag("b").cseq(5).send();

        CallRow call = callUntil(200);
        assertThat(call.endedBy()).isEqualTo("bye");
        assertThat(call.course().remarks()).contains("sessionOverrun");
    }

    @Test
    void aCallWhoseMediaStopsEndsWithIt() {
        answered("");
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 20);
        wire.rtp(B, 5000, A, 4000, 0, 2.1, 20);

        CallRow call = callUntil(400);
        assertThat(call.course().endCause()).isEqualTo("mediaStopped");
        assertThat(endsAfterSeconds(call)).isBetween(19.9, 20.0);
    }

    /** Media is silent by agreement on hold: that is no end. */
    @Test
    void aCallOnHoldWaitsForAnHour() {
        answered("");
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 20);
        wire.at(20)
                .request("INVITE", A, B)
                .tag("b")
                .cseq(2)
                .sdp(A, 4000, "inactive")
                .send();
        wire.at(20.1)
                .response(200, "INVITE", B, A)
                .tag("b")
                .cseq(2)
                .sdp(B, 5000, "inactive")
                .send();

        CallRow call = callUntil(1_000);
        assertThat(call.endedBy()).isEqualTo("capture-end");
        assertThat(call.course().endCause()).isEmpty();
    }

    /** RFC 3261 13.3.1.4: the 200 is sent for 32 s, and no ACK comes. */
    @Test
    void anAnswerWithoutAckSaysSo() {
        wire.at(0).request("INVITE", A, B).sdp(A, 4000).send();
        double[] repeats = {2, 2.5, 3.5, 5.5, 9.5, 13.5, 17.5, 21.5, 25.5, 29.5, 33.5};
        for (double repeat : repeats)
            wire.at(repeat).response(200, "INVITE", B, A).tag("b").send();

        CallRow call = callUntil(3_700);
        assertThat(call.state()).isEqualTo("answered");
        assertThat(call.retransmissions()).isEqualTo(10);
        assertThat(call.course().remarks()).containsExactly("ackMissing");
        assertThat(call.course().endCause()).isEqualTo("noAck");
    }

    @Test
    void anInviteThatNobodyRespondsToHasNoResponse() {
        double[] repeats = {0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5};
        for (double repeat : repeats) wire.at(repeat).request("INVITE", A, B).send();

        CallRow call = callUntil(100);
        assertThat(call.state()).isEqualTo("failed");
        assertThat(call.course().endCause()).isEqualTo("noResponse");
        assertThat(call.retransmissions()).isEqualTo(6);
    }

    @Test
    void ringingThatNobodyEndsIsUnanswered() {
        wire.at(0).request("INVITE", A, B).send();
        wire.at(1).response(180, "INVITE", B, A).tag("b").send();

        CallRow call = callUntil(250);
        assertThat(call.state()).isEqualTo("noAnswer");
        assertThat(call.course().endCause()).isEqualTo("unanswered");
    }

    private static void nearCaller(CallScript script) {
        script.at(0).request("INVITE", A, P).via("a").send();
        script.at(0.02).response(100, "INVITE", P, A).via("a").send();
        between(script);
        script.at(1.01).response(180, "INVITE", P, A).via("a").tag("b").send();
        script.at(3.01).response(200, "INVITE", P, A).via("a").tag("b").send();
        script.at(13).request("BYE", A, P).via("x").tag("b").cseq(2).send();
    }

    /** The hop between the proxies, which both probes see. */
    private static void between(CallScript script) {
        script.at(0.01).request("INVITE", P, "192.0.2.21").via("p", "a").send();
        script.at(0.51).request("INVITE", P, "192.0.2.21").via("p", "a").send();
        script.at(1.005)
                .response(180, "INVITE", "192.0.2.21", P)
                .via("p", "a")
                .tag("b")
                .send();
    }

    private static void nearCallee(CallScript script) {
        between(script);
        script.at(0.03).request("INVITE", "192.0.2.21", B).via("q", "p", "a").send();
        script.at(1)
                .response(180, "INVITE", B, "192.0.2.21")
                .via("q", "p", "a")
                .tag("b")
                .send();
        script.at(3)
                .response(200, "INVITE", B, "192.0.2.21")
                .via("q", "p", "a")
                .tag("b")
                .send();
        script.at(13.02)
                .request("BYE", "192.0.2.21", B)
                .via("y", "z", "x")
                .tag("b")
                .cseq(2)
                .send();
    }

    /**
     * Two probes, three hops, and the clock of the second is 1.5 s behind: its INVITE seems to come first. Each message
     * counts once, what both saw on one hop was sent once, and times are those of one clock.
     */
    @Test
    void twoProbesWithDifferentClocksTellOneCall() {
        CallScript first = new CallScript("call-1");
        nearCaller(first);
        CallScript second = new CallScript("call-1");
        nearCallee(second);

        CallRow call = new Situation()
                .seenBy("near", first, 0)
                .seenBy("far", second, -1_500_000)
                .judged()
                .call();

        assertThat(call.caller()).isEqualTo(A + ":5060");
        assertThat(call.messages()).isEqualTo(5); // INVITE, 100, 180, 200, BYE
        assertThat(call.retransmissions()).isEqualTo(1);
        assertThat(call.setupMs()).isEqualTo(1_010.0);
        assertThat(call.durationMs()).isEqualTo(9_990.0);
        assertThat(call.probes()).containsExactlyInAnyOrder("near", "far");
        // The far probe was seen first and is behind, so the other is ahead: to half of the way there and back.
        assertThat(call.course().clockOffsetMs()).isCloseTo(1_500.0, within(10.0));
        assertThat(call.course().remarks()).containsExactly("clocksApart");
    }
}
