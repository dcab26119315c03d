// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTrackerTest {
    private static final int TICKS = 160; // 20 ms at 8 kHz

    private final SequenceTracker tracker = new SequenceTracker();

    /** RFC 3550 A.3: expected by sequence numbers, over the wrap. Without probation the first packet counts too. */
    @Test
    void aWrappedSequenceNumberIsNotLoss() {
        feed(65533, 65534, 65535, 0, 1, 3, 2, 5);

        assertThat(drain()).isEqualTo(counts(8, 9, 0, 1, 0)); // 4 is lost; 2 came after 3
    }

    @Test
    void aDuplicateDoesNotHideLoss() {
        feed(100, 101, 102, 102, 104);

        assertThat(drain()).isEqualTo(counts(4, 5, 1, 0, 0));
        assertThat(drain()).isEqualTo(PacketCounts.NONE);
    }

    @Test
    void aJumpThatGoesOnIsARestartAndWhatWasBeforeStaysInTheSums() {
        feed(100, 101, 103, 40000, 40001, 40003);

        assertThat(drain()).isEqualTo(counts(6, 4 + 4, 0, 0, 1));
    }

    @Test
    void aRestartMayBeSplitByADrain() {
        feed(100, 101, 40000);
        PacketCounts before = drain();
        feed(40001, 40002);
        PacketCounts after = drain();

        assertThat(before.plus(after)).isEqualTo(counts(5, 5, 0, 0, 1));
    }

    @Test
    void aStrayPacketIsNeitherLossNorARestart() {
        feed(100, 101, 40000, 102, 103);

        assertThat(drain()).isEqualTo(counts(4, 4, 0, 0, 0));
    }

    @Test
    void aRepeatedStrayIsADuplicate() {
        feed(100, 101, 40000, 40000, 102);

        assertThat(drain()).isEqualTo(counts(3, 3, 1, 0, 0));
    }

    /** As when a second path brings every packet once more, seconds later. */
    @Test
    void strayPacketsWithOthersBetweenThemAreNoRestart() {
        feed(1000, 1001, 700, 1002, 701, 1004, 702);

        assertThat(drain()).isEqualTo(counts(4, 5, 0, 0, 0)); // 1003 is lost
    }

    @Test
    void aHoleThatTheTimestampsShowTooIsAnOutage() {
        tracker.packet(100, 0, TICKS);
        tracker.packet(5100, 5000L * TICKS, TICKS); // 100 s without a packet
        tracker.finish();

        assertThat(drain()).isEqualTo(counts(2, 5001, 0, 0, 0));
        assertThat(tracker.drainLoss()).isEqualTo(new LossPattern(4999, 4999, 1, 0, 2, 1));
    }

    @Test
    void packetsThatOvertookTheFirstAreNotStrays() {
        feed(11, 10, 12);
        tracker.finish();

        assertThat(drain()).isEqualTo(counts(3, 3, 0, 1, 0));
        assertThat(tracker.drainLoss()).isEqualTo(new LossPattern(0, 0, 0, 0, 3, 0));
    }

    @Test
    void aPacketLateByLessThanTheWindowIsNotLoss() {
        feed(0);
        for (int i = 2; i <= SequenceTracker.REORDER_WINDOW; i++) {
            feed(i);
        }
        feed(1);
        tracker.finish();

        assertThat(drain().lost()).isZero();
        assertThat(tracker.drainLoss().gapLoss()).isZero();
    }

    @Test
    void aPacketOlderThanTheWindowStaysLost() {
        feed(0);
        for (int i = 2; i <= 300; i++) {
            feed(i);
        }
        feed(1);
        tracker.finish();

        PacketCounts counts = drain();
        assertThat(counts.lost()).isEqualTo(1);
        assertThat(counts.restarts()).isZero();
        assertThat(tracker.drainLoss().gapLoss()).isEqualTo(1);
    }

    @Test
    void lossIsSettledOnlyAfterTheWindow() {
        feed(0, 2);
        assertThat(tracker.drainLoss()).isEqualTo(LossPattern.NONE);

        tracker.finish();
        assertThat(tracker.drainLoss()).isEqualTo(new LossPattern(0, 0, 0, 1, 3, 1));
    }

    private void feed(int... sequences) {
        for (int sequence : sequences) {
            tracker.packet(sequence, 0, 0);
        }
    }

    private PacketCounts drain() {
        return tracker.drain(0, 0, 0, 0);
    }

    private static PacketCounts counts(long unique, long expected, long duplicate, long outOfOrder, long restarts) {
        return new PacketCounts(0, unique, expected, duplicate, outOfOrder, restarts, 0, 0, 0);
    }
}
