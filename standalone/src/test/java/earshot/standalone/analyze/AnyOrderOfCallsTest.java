// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.time.Patience;
import earshot.testkit.CallScript;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/**
 * A call with all that can happen to one, seen by two probes whose clocks differ: however its events are interleaved,
 * repeated and late within the bounds, its rows are the same.
 */
class AnyOrderOfCallsTest {
    private static final String A = "192.0.2.10";
    private static final String P = "192.0.2.20";
    private static final String B = "192.0.2.30";
    private static final String C = "192.0.2.40";

    private static final Situation SEEN =
            new Situation().seenBy("near", nearCaller(), 0).seenBy("far", nearCallee(), -700_000);
    private static final Situation EXPECTED = SEEN.inOrder();

    private static CallScript nearCaller() {
        CallScript wire = new CallScript("call-1");
        wire.at(0).request("INVITE", A, P).sdp(A, 4000).send();
        wire.at(0.1).response(407, "INVITE", P, A).tag("p").send();
        wire.at(0.2).request("INVITE", A, P).cseq(2).sdp(A, 4000).send();
        wire.at(1).response(180, "INVITE", P, A).cseq(2).tag("b").send();
        wire.at(8).response(180, "INVITE", P, A).cseq(2).tag("c").send();
        wire.at(9).response(200, "INVITE", P, A).cseq(2).tag("c").sdp(C, 5000).send();
        wire.at(9.5).response(200, "INVITE", P, A).cseq(2).tag("c").sdp(C, 5000).send();
        wire.at(9.6).request("ACK", A, P).cseq(2).tag("c").via("ack").send();
        wire.rtp(A, 4000, C, 5000, 0, 9.7, 20).rtp(C, 5000, A, 4000, 8, 7.5, 14);
        wire.at(20)
                .request("INVITE", A, P)
                .cseq(3)
                .tag("c")
                .sdp(A, 4000, "sendonly")
                .send();
        wire.at(20.2)
                .response(200, "INVITE", P, A)
                .cseq(3)
                .tag("c")
                .sdp(C, 5000, "recvonly")
                .send();
        wire.at(24)
                .request("REFER", A, P)
                .cseq(4)
                .tag("c")
                .header("Refer-To", "<sip:dave@192.0.2.50>")
                .send();
        wire.at(24.1).response(202, "REFER", P, A).cseq(4).tag("c").send();
        wire.at(26)
                .request("NOTIFY", P, A)
                .byCallee("c")
                .header("Event", "refer;id=4")
                .body("message/sipfrag", "SIP/2.0 200 OK\r\n")
                .send();
        wire.at(27).request("BYE", A, P).cseq(5).tag("c").send();
        wire.at(27.01).request("BYE", P, A).byCallee("c").cseq(2).via("cross").send();
        CallScript other = wire.called("call-2");
        other.at(30).request("INVITE", A, P).sdp(A, 4000).send();
        other.at(31)
                .response(200, "INVITE", P, A)
                .tag("b")
                .header("Session-Expires", "90;refresher=uas")
                .sdp(B, 5000)
                .send();
        other.rtp(A, 4000, B, 5000, 0, 31.1, 45);
        CallScript later = other.called("call-3");
        later.at(200).request("OPTIONS", A, P).send();
        return later;
    }

    private static CallScript nearCallee() {
        CallScript wire = new CallScript("call-1");
        wire.at(0.3)
                .request("INVITE", P, B)
                .cseq(2)
                .via("p1", "INVITE-2")
                .sdp(A, 4000)
                .send();
        wire.at(0.9)
                .response(180, "INVITE", B, P)
                .cseq(2)
                .via("p1", "INVITE-2")
                .tag("b")
                .send();
        wire.at(7)
                .request("INVITE", P, C)
                .cseq(2)
                .via("p2", "INVITE-2")
                .sdp(A, 4000)
                .send();
        wire.at(7.9)
                .response(180, "INVITE", C, P)
                .cseq(2)
                .via("p2", "INVITE-2")
                .tag("c")
                .send();
        wire.at(8.9)
                .response(200, "INVITE", C, P)
                .cseq(2)
                .via("p2", "INVITE-2")
                .tag("c")
                .sdp(C, 5000)
                .send();
        wire.at(9.1).request("CANCEL", P, B).cseq(2).via("p1").send();
        wire.at(9.2)
                .response(487, "INVITE", B, P)
                .cseq(2)
                .via("p1", "INVITE-2")
                .tag("b")
                .send();
        return wire;
    }

    @Test
    void theSituationHoldsWhatMatters() {
        var course = EXPECTED.call("call-1").course();
        assertThat(course.endCause()).isEqualTo("transfer");
        assertThat(course.branches()).hasSize(2);
        assertThat(course.heldIntervals()).hasSize(1);
        assertThat(course.challenges()).isEqualTo(1);
        assertThat(course.remarks()).contains("lateFork", "clocksApart");
        assertThat(EXPECTED.call("call-2").course().endCause()).isEqualTo("sessionExpired");
        assertThat(EXPECTED.streams).hasSize(3);
    }

    @Property(tries = 100)
    void everyInterleavingGivesTheSameRows(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        Situation shuffled = SEEN.inDisorder(new Random(seed), Patience.LATENESS);

        assertThat(shuffled.calls).isEqualTo(EXPECTED.calls);
        assertThat(shuffled.streams).isEqualTo(EXPECTED.streams);
    }
}
