// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlayoutBuffersTest {
    private static final int CLOCK_HZ = 8000;

    private final PlayoutBuffers buffers = new PlayoutBuffers(BufferDepths.DEFAULT);

    /** A stall of 85 ms and one of 260 ms, each followed by the queue that it left. */
    @Test
    void aFixedBufferDiscardsWhatComesAfterItsDepth() {
        double[] arrivalsMs = {
            0, 20, 40, 125, 126, 127, 128, 140, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413
        };
        for (int i = 0; i < arrivalsMs.length; i++) {
            packet(arrivalsMs[i], 160L * i);
        }
        LateCounts late = buffers.drain();

        assertThat(late.fixed50()).isEqualTo(11); // packets 3 and 8 to 17
        assertThat(late.fixed200()).isEqualTo(3); // packets 8 to 10
        assertThat(buffers.drain()).isEqualTo(LateCounts.NONE);
    }

    @Test
    void anUnluckilyLateFirstPacketDoesNotHideLateness() {
        packet(60, 0);
        packet(20 + 1, 160);
        packet(40, 320);
        packet(60 + 61, 480);

        assertThat(buffers.drain().fixed50()).isEqualTo(1);
    }

    /** An adaptive buffer grows with the first late packet, where a fixed one goes on discarding. */
    @Test
    void theAdaptiveBufferFollowsTheJitter() {
        for (int i = 0; i < 500; i++) {
            packet(20 * i + (i % 2) * 80, 160L * i); // 80 ms to and fro
        }
        LateCounts late = buffers.drain();

        assertThat(late.fixed50()).isEqualTo(250);
        assertThat(late.fixed200()).isZero();
        assertThat(late.adaptive()).isLessThan(15);
    }

    /** When the path has become 120 ms longer, half a second is discarded, then the buffer starts over. */
    @Test
    void aLongerPathIsNotDiscardedForEver() {
        for (int i = 0; i < 200; i++) {
            packet(20 * i + (i < 50 ? 0 : 120), 160L * i);
        }

        assertThat(buffers.drain().fixed50()).isEqualTo(25);
    }

    @Test
    void aTalkspurtAfterSilenceStartsOver() {
        packet(0, 0);
        buffers.media(1_000_000_000L, 160, true, false, CLOCK_HZ); // its timestamp stood still over the silence

        assertThat(buffers.drain()).isEqualTo(LateCounts.NONE);
    }

    /** 100 ppm for ten minutes would be 60 ms late in the end, were the first packet the measure. */
    @Test
    void aSlowSenderIsSkewNotLateness() {
        for (int i = 0; i < 30_000; i++) {
            packet(20.002 * i, 160L * i);
        }

        assertThat(buffers.drain()).isEqualTo(LateCounts.NONE);
        assertThat(buffers.skewPpm()).isCloseTo(-100, within(1.0));
    }

    @Test
    void skewIsUnknownInTheFirstMinute() {
        for (int i = 0; i < 1000; i++) {
            packet(20.002 * i, 160L * i);
        }

        assertThat(buffers.skewPpm()).isZero();
    }

    private void packet(double arrivalMs, long timestamp) {
        buffers.media(Math.round(arrivalMs * 1e6), timestamp, false, false, CLOCK_HZ);
    }
}
