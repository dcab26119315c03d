// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.calls.rules.Condition;
import earshot.calls.rules.Metric;
import earshot.calls.rules.Rule;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twenty seconds from Alice to Bob, 250 packets in each of four intervals: whose loss is it, and who hears of it. */
class CaptureLossTest {
    private static final String ID = "a84b4c76e66710@example.org";
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
            Map.of("summary", "words are missing"));

    private final Capture capture = new Capture().answeredCall(ID, 0);
    private final Capture.Media stream = capture.media(Capture.ALICE, 4000, Capture.BOB, 5000);

    /** A block at each second after which the tap had expected so many packets and each had lost so many. */
    private void block(double seconds, long packets, int receiverLost, long tapLost) {
        capture.at(seconds).lossReport(stream.id(), packets, receiverLost, tapLost);
    }

    @Test
    void lossThatTheReceiverDidNotHaveIsTheProbes() {
        stream.runs(3, 23).losing(0.1).send(); // 25 of 250 at the tap, each interval
        block(5.5, 125, 0, 12);
        block(10.5, 375, 0, 37);
        block(15.5, 625, 0, 62);
        block(20.5, 875, 0, 87);
        block(24, 1_000, 0, 100);

        Rows rows = Rows.of(capture.inOrder(), LOSS);

        Stream row = rows.stream(stream.id());
        assertThat(row.getCaptureSuspect()).isTrue();
        assertThat(row.getSuspicions()).containsExactly("receiverLostLess");
        assertThat(row.getLossPercent()).isEqualTo(10);
        assertThat(row.getLossPercentMin()).isEqualTo(0, within(0.01));
        assertThat(row.getLossPercentTrusted()).isNull();
        assertThat(row.getMosLq()).isNull();
        assertThat(row.getScoreNote()).isEqualTo("the probe may have lost packets in every interval");
        assertThat(rows.call().getMosLq()).isNull();
        assertThat(rows.call().getLossPercentMax()).isNull();
        assertThat(rows.intervals).hasSize(4).allMatch(StreamInterval::getCaptureSuspect);
        assertThat(rows.alerts).isEmpty();
    }

    @Test
    void lossThatTheReceiverConfirmsIsTheNetworks() {
        stream.runs(3, 23).losing(0.1).send();
        block(5.5, 125, 12, 12);
        block(10.5, 375, 37, 37);
        block(15.5, 625, 62, 62);
        block(20.5, 875, 87, 87);
        block(24, 1_000, 100, 100);

        Rows rows = Rows.of(capture.inOrder(), LOSS);

        Stream row = rows.stream(stream.id());
        assertThat(row.getCaptureSuspect()).isFalse();
        assertThat(row.getSuspicions()).isEmpty();
        assertThat(row.getLossPercentTrusted()).isEqualTo(10);
        assertThat(row.getLossPercentMin()).isEqualTo(10);
        assertThat(row.getLostUpstream()).isEqualTo(88);
        assertThat(row.getLostDownstream()).isZero();
        assertThat(row.getLossPlace()).isEqualTo("10.1 % lost before the probe, 0 % behind it");
        assertThat(rows.call().getMosLq()).isEqualTo(row.getMosLq());
        assertThat(rows.alerts).isNotEmpty();
    }

    /** One interval of four had a drop in the kernel: the other three make the score. */
    @Test
    void aSuspectIntervalIsLeftOutOfTheScore() {
        Capture whole = new Capture().answeredCall(ID, 0);
        Capture.Media untouched = whole.media(Capture.ALICE, 4000, Capture.BOB, 5000);
        untouched.runs(3, 18).send();
        Stream clean = Rows.of(whole).stream(untouched.id());
        stream.runs(3, 18).losingIn(1, 0.4).suspect(1).send();

        Rows rows = Rows.of(capture.inOrder(), LOSS);
        Stream row = rows.stream(stream.id());

        assertThat(row.getSuspicions()).containsExactly("kernelDrop");
        assertThat(row.getIntervals()).isEqualTo(3);
        assertThat(row.getSuspectIntervals()).isEqualTo(1);
        assertThat(row.getLossPercent()).isEqualTo(100 * 100 / 750.0, within(0.01));
        assertThat(row.getLossPercentMin()).isZero();
        assertThat(row.getLossPercentTrusted()).isZero();
        assertThat(row.getMosLq()).isEqualTo(clean.getMosLq());
        assertThat(row.getScoreNote()).isEqualTo("without 1 of 3 intervals, in which the probe may have lost packets");
        assertThat(rows.call().getLossPercentMax()).isZero();
        assertThat(rows.intervals.get(1).getLost()).isEqualTo(100);
        assertThat(rows.intervals.get(1).getLostMin()).isZero();
        assertThat(rows.alerts).isEmpty();
    }

    /** A lossy interval waits for the receiver's next word, eight seconds from its last; without reports it does not wait. */
    @Test
    void anIntervalWithLossWaitsForTheReceiverWhoReports() {
        stream.runs(3, 23).losing(0.1).send();
        block(5.5, 125, 12, 12);
        block(7.9, 245, 24, 24); // and then falls silent

        List<StreamInterval> intervals = Rows.of(capture.inOrder()).intervals;

        assertThat(intervals).hasSize(4);
        assertThat(intervals.get(0).getToldMicros()).isEqualTo(Capture.micros(15.9));
        assertThat(intervals.get(1).getToldMicros()).isEqualTo(Capture.micros(15.9));
        assertThat(intervals.get(2).getToldMicros()).isEqualTo(Capture.micros(18));
        assertThat(intervals.get(3).getToldMicros()).isEqualTo(Capture.micros(23));
    }

    @Test
    void withoutReportsNothingWaits() {
        stream.runs(3, 23).losing(0.1).send();

        assertThat(Rows.of(capture.inOrder()).intervals)
                .hasSize(4)
                .allSatisfy(interval -> assertThat(interval.getToldMicros()).isEqualTo(interval.getEndMicros()));
    }
}
