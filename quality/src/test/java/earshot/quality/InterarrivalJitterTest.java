// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InterarrivalJitterTest {
    private static final int CLOCK_HZ = 8000;

    private final InterarrivalJitter jitter = new InterarrivalJitter();

    @Test
    void itFollowsTheFormulaOfRfc3550() {
        double[] arrivalsMs = {0, 20, 41, 60, 85, 100, 120, 150, 160, 180};
        double[] jitterMs = {0, 0, 0.0625, 0.121094, 0.426025, 0.711899, 0.667405, 1.250692, 1.797524, 1.685179};

        for (int i = 0; i < arrivalsMs.length; i++) {
            packet(arrivalsMs[i], 160L * i);
            assertThat(jitter.jitterMs()).isCloseTo(jitterMs[i], within(1e-6));
        }
        JitterCounts counts = jitter.drain(30);
        assertThat(counts.samples()).isEqualTo(9); // the first packet has none to be compared with
        assertThat(counts.meanMs()).isCloseTo(0.746924, within(1e-6));
        assertThat(counts.maxMs()).isCloseTo(1.797524, within(1e-6));
        assertThat(counts.interarrival()).containsExactly(5L, 0L, 2L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(jitter.drain(0)).isEqualTo(JitterCounts.NONE);
    }

    @Test
    void timestampsWrap() {
        packet(0, 0xFFFF_FFFFL - 79);
        packet(20, 80);

        assertThat(jitter.drain(0).maxMs()).isZero();
    }

    @Test
    void aClockSetAnewIsNotJitter() {
        packet(0, 0);
        packet(20, 160 + 8L * 6000);
        packet(40, 320 + 8L * 6000);

        JitterCounts counts = jitter.drain(0);
        assertThat(counts.maxMs()).isZero();
        assertThat(counts.samples()).isEqualTo(1);
    }

    /** Pauses of senders whose timestamps stand still: the jitter of the rest is as if they had never been. */
    @Property(tries = 100)
    void jitterOfTalkspurtsLeavesOutTheStepsOverPauses(@ForAll long seed) {
        InterarrivalJitter measured = new InterarrivalJitter();
        Random random = new Random(seed);
        double arrivalMs = 0;
        double talkMs = 0;
        double sumMs = 0;
        long samples = 0;
        double lastTransitMs = 0;
        for (int i = 0; i < 500; i++) {
            boolean endsPause = i > 0 && random.nextInt(40) == 0;
            arrivalMs += 20 + random.nextInt(8) + (endsPause ? 500 : 0);
            measured.media((long) (arrivalMs * 1e6), 160L * i, CLOCK_HZ, endsPause);
            double transitMs = arrivalMs - 20 * i;
            if (i > 0 && !endsPause) {
                talkMs += (Math.abs(transitMs - lastTransitMs) - talkMs) / 16;
                sumMs += talkMs;
                samples++;
            }
            lastTransitMs = transitMs;
        }

        assertThat(measured.talkSumMs()).isCloseTo(sumMs, within(1e-6));
        assertThat(measured.talkSamples()).isEqualTo(samples);
        assertThat(measured.drain(0).sumMs()).isGreaterThanOrEqualTo(sumMs);
    }

    private void packet(double arrivalMs, long timestamp) {
        jitter.media((long) (arrivalMs * 1e6), timestamp, CLOCK_HZ, false);
    }
}
