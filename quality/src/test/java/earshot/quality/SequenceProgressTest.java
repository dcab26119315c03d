// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the probe has counted of a stream at the packet that a receiver names as its highest. */
class SequenceProgressTest {
    private final SequenceTracker tracker = new SequenceTracker();

    private void packets(int first, int last) {
        for (int sequence = first; sequence <= last; sequence++)
            tracker.packet(sequence & 0xFFFF, 160L * sequence, 160);
    }

    @Test
    void lossIsCountedUpToThePacketAndNotBeyond() {
        packets(65_530, 65_540); // wraps
        packets(65_543, 65_550);
        packets(65_552, 65_560);

        assertThat(tracker.progressAt(65_550 & 0xFFFF, 0)).isEqualTo(new SequenceProgress(21, 2, 0));
        assertThat(tracker.progressAt(65_541 & 0xFFFF, 0)).isEqualTo(new SequenceProgress(12, 1, 0));
        assertThat(tracker.progressAt(65_560 & 0xFFFF, 0)).isEqualTo(new SequenceProgress(31, 3, 0));
    }

    @Test
    void lossThatIsSettledStaysCountedWhenItWasDrained() {
        packets(1, 100);
        packets(111, 1_000);
        tracker.drain(0, 0, 0, 0);
        tracker.packet(1_000, 160_000, 160);

        assertThat(tracker.progressAt(1_000, 0)).isEqualTo(new SequenceProgress(1_000, 10, 1));
    }

    @Test
    void whatIsLongAgoOrStillToComeIsNotKnown() {
        assertThat(tracker.progressAt(1, 0)).isNull();
        packets(1, 500);

        assertThat(tracker.progressAt(501, 0)).isNull();
        assertThat(tracker.progressAt(500 - SequenceTracker.REORDER_WINDOW, 0)).isNotNull();
        assertThat(tracker.progressAt(499 - SequenceTracker.REORDER_WINDOW, 0)).isNull();
    }

    @Test
    void aPacketThatComesLateIsNoLongerLost() {
        packets(1, 10);
        packets(12, 20);
        assertThat(tracker.progressAt(20, 0)).isEqualTo(new SequenceProgress(20, 1, 0));
        tracker.packet(11, 11 * 160, 160);

        assertThat(tracker.progressAt(20, 0)).isEqualTo(new SequenceProgress(20, 0, 0));
    }

    @Test
    void aRestartedSequenceGoesOnCounting() {
        packets(1, 100);
        for (int i = 0; i < 50; i++) tracker.packet(30_001 + i, 16_160 + 160L * i, 160);

        assertThat(tracker.progressAt(30_050, 0)).isEqualTo(new SequenceProgress(150, 0, 0));
    }
}
