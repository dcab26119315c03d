// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.rules.Condition;
import earshot.calls.rules.Metric;
import earshot.calls.rules.Rule;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import earshot.events.SdpDirection;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** However events are interleaved and repeated within the lateness, the rows are the same. */
class AnyOrderTest {
    private static final Rule LOSS = new Rule(
            "loss",
            "Loss",
            "warning",
            Metric.RTP_LOSS_RATIO,
            new Condition(Condition.Operator.ABOVE, 0.03),
            10_000_000,
            null,
            0,
            100,
            Map.of(),
            Map.of("summary", "loss"));

    private static final List<Object> EVENTS = capture().events;
    private static final Rows EXPECTED = Rows.of(sorted(EVENTS), LOSS);

    @Test
    void theScenarioHoldsWhatMatters() {
        assertThat(EXPECTED.calls).hasSize(7);
        assertThat(EXPECTED.streams).hasSize(7);
        assertThat(EXPECTED.transactions).hasSize(2);
        assertThat(EXPECTED.alerts).hasSize(2);
    }

    @Property(tries = 200)
    void everyInterleavingGivesTheSameRows(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        Rows rows = Rows.of(shuffled(seed), LOSS);

        assertThat(rows.calls).isEqualTo(EXPECTED.calls);
        assertThat(rows.streams).isEqualTo(EXPECTED.streams);
        assertThat(rows.transactions).isEqualTo(EXPECTED.transactions);
        assertThat(rows.intervals).containsExactlyInAnyOrderElementsOf(EXPECTED.intervals);
        assertThat(rows.alerts).containsExactlyInAnyOrderElementsOf(EXPECTED.alerts);
        assertThat(rows.callRows).isEqualTo(EXPECTED.callRows);
    }

    private static Capture capture() {
        Capture capture = new Capture();
        capture.answeredCall("plain", 0).bye("plain", 33);
        capture.media(ALICE, 4000, BOB, 5000).runs(3, 33).send();
        String lossy =
                capture.media(BOB, 5000, ALICE, 4000).runs(3, 33).losing(0.06).id();
        capture.media(BOB, 5000, ALICE, 4000).runs(3, 33).losing(0.06).send();
        capture.at(9).receiverReport(lossy, 30).at(10).senderReport(lossy, 20);

        capture.answeredCall("reused", 40); // no BYE
        capture.media(ALICE, 4000, BOB, 5000).ssrc(5).runs(43, 70).send();
        capture.at(44)
                .request("reused", "INVITE")
                .cseq(2)
                .toTag("bob-tag")
                .sdp(audio(ALICE, 4000, SdpDirection.SENDONLY))
                .send();
        capture.at(44.1)
                .response("reused", 200, "INVITE")
                .cseq(2)
                .sdp(audio(BOB, 5000))
                .send();

        capture.at(41)
                .request("forged", "INVITE")
                .from(MALLORY)
                .sdp(audio(ALICE, 4000))
                .send();
        capture.at(1)
                .request("short", "INVITE")
                .to(CAROL)
                .sdp(audio(ALICE, 4100))
                .send();
        capture.at(2)
                .response("short", 200, "INVITE")
                .from(CAROL)
                .sdp(audio(CAROL, 5100))
                .send();
        capture.media(ALICE, 4100, CAROL, 5100).runs(2, 4).send();
        capture.media(CAROL, 5100, ALICE, 4100).runs(0.5, 4).send(); // before its SDP
        capture.bye("short", 4);

        capture.at(5).request("busy", "INVITE").send();
        capture.at(6).response("busy", 486, "INVITE").send();
        capture.at(5).request("again", "INVITE").send();
        capture.at(5.1).response("again", 407, "INVITE").toTag("proxy").send();
        capture.at(5.2).request("again", "INVITE").cseq(2).send();
        capture.at(5.7).request("again", "INVITE").cseq(2).send();
        capture.at(6).response("again", 180, "INVITE").cseq(2).send();
        capture.at(7)
                .request("again", "CANCEL")
                .cseq(2)
                .branch("z9hG4bK-INVITE-2")
                .send();
        capture.at(7.1).response("again", 487, "INVITE").cseq(2).send();
        capture.at(3).request("reg", "REGISTER").send();
        capture.at(3.1).response("reg", 200, "REGISTER").send();
        capture.at(400).request("ping", "OPTIONS").send();
        capture.at(401).request("last", "INVITE").send();
        capture.media(ALICE, 6000, CAROL, 7000).runs(10, 20).send(); // an orphan
        capture.media(BOB, 5002, ALICE, 4002).runs(43, 50).send();
        return capture;
    }

    private static long time(Object event) {
        return order(event).timeMicros;
    }

    private static EventOrder order(Object event) {
        if (event instanceof SipMessage message) return EventOrder.of(message);
        if (event instanceof MediaReport report) return EventOrder.of(report);
        return EventOrder.of((RtcpReport) event);
    }

    private static List<Object> sorted(List<Object> events) {
        List<Object> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(AnyOrderTest::order));
        return sorted;
    }

    /** Each event arrives up to the lateness after its time, some of them twice. */
    private static List<Object> shuffled(long seed) {
        Random random = new Random(seed);
        record Arrival(long micros, Object event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Object event : EVENTS) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(time(event) + random.nextLong(Patience.LATENESS), event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::event).toList();
    }
}
