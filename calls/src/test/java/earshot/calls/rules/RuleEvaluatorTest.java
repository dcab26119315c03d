// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.time.Patience;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.StreamInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleEvaluatorTest {
    private static final long SECOND = 1_000_000;
    private static final Rule RULE = new Rule(
            "loss",
            "Loss",
            "warning",
            Metric.RTP_LOSS_RATIO,
            new Condition(Condition.Operator.ABOVE, 0.03),
            10 * SECOND,
            new Condition(Condition.Operator.BELOW, 0.02),
            10 * SECOND,
            100,
            Map.of("team", "voice"),
            Map.of("summary", "words are missing"));

    private final RuleEvaluator evaluator = new RuleEvaluator();
    private final RuleMemory memory = new RuleMemory();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Long> timers = new ArrayList<>();
    private long nowMicros;

    /** Five seconds with 250 packets expected. */
    private void interval(int lost) {
        take(at(lost).build());
    }

    private StreamInterval.Builder at(int lost) {
        return StreamInterval.newBuilder()
                .setStreamId("s1")
                .setCallKeys(List.of())
                .setCallIds(List.of("call@example.org"))
                .setProbe("lab")
                .setSource("192.0.2.1:4000")
                .setDestination("192.0.2.2:5000")
                .setCodec("PCMU")
                .setStartMicros(nowMicros)
                .setEndMicros(nowMicros + 5 * SECOND)
                .setLast(false)
                .setPackets(250 - lost)
                .setExpected(250)
                .setLost(lost)
                .setLossPercent(lost / 2.5)
                .setJitterMeanMs(1)
                .setJitterMaxMs(2)
                .setDiscarded(0)
                .setCaptureSuspect(false);
    }

    private void take(StreamInterval interval) {
        evaluator.interval(memory, RULE, interval, timers::add, alerts::add);
        nowMicros += 5 * SECOND;
    }

    @Test
    void anAlertFiresWhenTheRuleWasBrokenAllTheTimeAndIsResolvedTheSameWay() {
        interval(25);
        assertThat(alerts).isEmpty();
        interval(20);
        assertThat(alerts).hasSize(1);
        interval(25);
        interval(6); // 2.4 %: neither broken nor recovered
        interval(0);
        interval(0);

        assertThat(alerts).hasSize(2);
        Alert firing = alerts.get(0);
        assertThat(firing.getStatus()).isEqualTo(AlertStatus.FIRING);
        assertThat(firing.getStartsAtMicros()).isZero();
        assertThat(firing.getTimeMicros()).isEqualTo(10 * SECOND);
        assertThat(firing.getValue()).isEqualTo(0.08);
        assertThat(firing.getThreshold()).isEqualTo(0.03);
        assertThat(firing.getSubject()).isEqualTo("stream:s1");
        assertThat(firing.getCallIds()).containsExactly("call@example.org");
        assertThat(firing.getLabels()).containsEntry("team", "voice").containsEntry("codec", "PCMU");
        assertThat(firing.getAnnotations()).containsEntry("summary", "words are missing");
        Alert resolved = alerts.get(1);
        assertThat(resolved.getStatus()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(resolved.getAlertId()).isEqualTo(firing.getAlertId());
        assertThat(resolved.getEndsAtMicros()).isEqualTo(30 * SECOND);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void oneGoodIntervalTakesAPendingAlertBack() {
        interval(25);
        interval(0);
        interval(25);
        interval(0);

        assertThat(alerts).isEmpty();
    }

    @Test
    void aCaptureThatDroppedPacketsAccusesNobody() {
        for (int i = 0; i < 5; i++) {
            take(at(25).setCaptureSuspect(true).build());
        }

        assertThat(alerts).isEmpty();
    }

    @Test
    void fewPacketsSayNothingOnceAndTakeAPendingAlertBackTwice() {
        interval(25);
        take(at(9).setExpected(10).build());
        interval(25);
        assertThat(alerts).hasSize(1);

        take(at(9).setExpected(10).build());
        take(at(9).setExpected(10).build());
        assertThat(alerts).hasSize(1); // what fires goes on until it is known to be over
    }

    @Test
    void theEndOfTheStreamEndsTheAlert() {
        interval(25);
        interval(25);
        take(at(25).setLast(true).build());

        assertThat(alerts).extracting(Alert::getStatus).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    }

    @Test
    void aStreamThatFallsSilentEndsTheAlertToo() {
        interval(25);
        interval(25);
        evaluator.timer(memory, RULE, timers.get(0), timers::add, alerts::add); // too early: asks again
        evaluator.timer(memory, RULE, timers.get(1), timers::add, alerts::add);

        assertThat(timers).containsExactly(5 * SECOND + Patience.SILENT_STREAM, 10 * SECOND + Patience.SILENT_STREAM);
        assertThat(alerts).extracting(Alert::getStatus).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        assertThat(alerts.get(1).getEndsAtMicros()).isEqualTo(10 * SECOND);
    }

    /** Measured at the probe or said by an end: whoever is called at night wants to know which. */
    @Test
    void anAlertOnRoundTripsSaysWhoMeasuredThem() {
        Rule rtt = new Rule(
                "rtt",
                "Round trip",
                "warning",
                Metric.RTCP_RTT,
                new Condition(Condition.Operator.ABOVE, 300),
                5 * SECOND,
                null,
                0,
                100,
                Map.of(),
                Map.of());
        StreamInterval slow = at(0).setRttMs(400.0).setRttSource("endpoint").build();
        evaluator.interval(memory, rtt, slow, timers::add, alerts::add);

        assertThat(alerts).singleElement().satisfies(alert -> assertThat(alert.getAnnotations())
                .containsEntry("rttSource", "endpoint"));
    }
}
