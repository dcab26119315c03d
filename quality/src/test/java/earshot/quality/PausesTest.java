// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Packets of 20 ms at 8 kHz; a pause is told at the packet that ends it. */
class PausesTest {
    private static final int TICKS = 160;
    private static final int CLOCK_HZ = 8_000;
    private static final boolean MARKED = true;
    private static final boolean PLAIN = false;

    private final Pauses pauses = new Pauses();

    private boolean packet(double arrivalMs, int sequence, int timestamp, boolean marker) {
        return pauses.media((long) (arrivalMs * 1e6), sequence & 0xFFFF, timestamp, marker, TICKS, CLOCK_HZ);
    }

    @Test
    void timestampsThatStepFurtherThanPacketsAreSilence() {
        packet(0, 65_535, -160, PLAIN);
        assertThat(packet(20, 65_536, 0, PLAIN)).isFalse();
        assertThat(packet(1_020, 65_537, 8_000, MARKED)).isTrue(); // 1 s later, of which 20 ms is the packet's own
        assertThat(packet(1_040, 65_538, 8_160, PLAIN)).isFalse();

        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(1, 980, 980, 0, 0));
        assertThat(pauses.drain(0, 0)).isEqualTo(TalkCounts.NONE);
    }

    @Test
    void lengthsAddUpAndTheLongestIsKept() {
        packet(0, 0, 0, PLAIN);
        packet(320, 1, 2_560, MARKED); // 300 ms
        packet(840, 2, 6_720, PLAIN); // 500 ms, without a marker

        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(2, 800, 500, 0, 0));
    }

    /** A second of loss is not a second of silence: the numbers step as the timestamps do. */
    @Test
    void lossIsNoPause() {
        packet(0, 0, 0, PLAIN);

        assertThat(packet(1_000, 50, 8_000, PLAIN)).isFalse();
        assertThat(pauses.drain(0, 0)).isEqualTo(TalkCounts.NONE);
    }

    @Test
    void silenceWithLossInItIsWhatRemains() {
        packet(0, 0, 0, PLAIN);

        assertThat(packet(1_000, 10, 8_000, MARKED)).isTrue(); // ten packets of 20 ms, nine of them lost
        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(1, 800, 800, 0, 0));
    }

    @Test
    void comfortNoiseIsPartOfThePause() {
        packet(0, 0, 0, PLAIN);
        pauses.comfortNoise();
        pauses.comfortNoise();

        assertThat(packet(620, 3, 4_960, MARKED)).isTrue();
        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(1, 600, 600, 0, 0));
    }

    /** As with AMR, whose silence descriptors come every 160 ms. */
    @Test
    void aShortBreathIsNone() {
        packet(0, 0, 0, PLAIN);

        assertThat(packet(160, 1, 1_280, PLAIN)).isFalse();
    }

    /** Some senders do not count silence in their timestamps; the marker says that speech begins. */
    @Test
    void timestampsThatStoodStill() {
        packet(0, 0, 0, PLAIN);
        assertThat(packet(520, 1, 160, MARKED)).isTrue();
        assertThat(packet(1_040, 2, 320, PLAIN)).isFalse(); // late, and nobody says that it was silent

        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(1, 500, 500, 0, 0));
    }

    @Test
    void aClockSetAnewIsNoPause() {
        packet(0, 0, 0, PLAIN);

        assertThat(packet(20, 1, 800_000, PLAIN)).isFalse(); // 100 s in 20 ms
    }

    @Test
    void nothingIsComparedAcrossAnEvent() {
        packet(0, 0, 0, PLAIN);
        pauses.forgetLast();

        assertThat(packet(400, 1, 3_200, MARKED)).isFalse();
    }

    @Test
    void aRunIsFollowed() {
        packet(0, 0, 0, PLAIN);
        pauses.follow(99, TICKS, 1_980_000_000L);

        assertThat(packet(2_500, 100, 20_000, MARKED)).isTrue();
        assertThat(pauses.drain(0, 0)).isEqualTo(new TalkCounts(1, 500, 500, 0, 0));
    }
}
