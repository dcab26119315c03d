// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Loss maps as strings: {@code 1} came, {@code 0} did not. */
class BurstDetectorTest {
    /** The example of RFC 3611 section 4.7.2; its text says 64 packets and prints 63. X is a discard: an event too. */
    @Test
    void theRfcsExampleHasOneBurstOfTwelvePackets() {
        LossPattern pattern = detect("11110111111111111111111X111X1011110111111111111111111X111111111");

        assertThat(pattern).isEqualTo(new LossPattern(4, 12, 1, 2, 51, 6));
        assertThat((int) (256.0 * pattern.burstLoss() / pattern.burstPackets())).isEqualTo(85);
        assertThat((int) (256.0 * pattern.gapLoss() / pattern.gapPackets())).isEqualTo(10);
    }

    @Test
    void oneLossAloneBelongsToTheGap() {
        assertThat(detect("1".repeat(100) + "0" + "1".repeat(100))).isEqualTo(new LossPattern(0, 0, 0, 1, 201, 1));
        assertThat(detect("1".repeat(100) + "0" + "1".repeat(50) + "0" + "1".repeat(100)))
                .isEqualTo(new LossPattern(0, 0, 0, 2, 252, 2));
        assertThat(detect("0" + "1".repeat(200))).isEqualTo(new LossPattern(0, 0, 0, 1, 201, 1));
    }

    @Test
    void lossesNearEachOtherAreABurst() {
        assertThat(detect("1".repeat(100) + "000" + "1".repeat(100))).isEqualTo(new LossPattern(3, 3, 1, 0, 200, 1));
        assertThat(detect("1".repeat(50) + "00" + "1".repeat(30) + "010" + "1".repeat(40) + "0" + "1".repeat(77)))
                .isEqualTo(new LossPattern(4, 5, 2, 1, 198, 4));
    }

    @Test
    void sixteenPacketsReceivedEndABurstAndFifteenDoNot() {
        assertThat(detect("0" + "1".repeat(15) + "0").bursts()).isEqualTo(1);
        assertThat(detect("0" + "1".repeat(16) + "0").bursts()).isZero();
    }

    @Test
    void burstRatioComparesRunsWithThoseOfRandomLoss() {
        assertThat(detect("1".repeat(200)).burstRatio()).isEqualTo(1);
        assertThat(detect("1".repeat(100) + "0" + "1".repeat(100)).burstRatio()).isEqualTo(1); // never below
        assertThat(detect("1".repeat(100) + "000" + "1".repeat(100)).burstRatio())
                .isCloseTo(2.955665024630542, within(1e-6));
        assertThat(detect("1".repeat(50) + "00" + "1".repeat(30) + "010" + "1".repeat(40) + "0" + "1".repeat(77))
                        .burstRatio())
                .isCloseTo(1.2192118226600985, within(1e-6));
    }

    @Test
    void shareOfLossInBursts() {
        assertThat(LossPattern.NONE.burstLossPercent()).isZero();
        assertThat(new LossPattern(3, 9, 1, 1, 50, 2).burstLossPercent()).isEqualTo(75);
    }

    /** Runs of received packets told at once and one by one give the same. */
    private static LossPattern detect(String map) {
        BurstDetector oneByOne = new BurstDetector();
        BurstDetector byRuns = new BurstDetector();
        int run = 0;
        for (int i = 0; i < map.length(); i++) {
            if (map.charAt(i) == '1') {
                oneByOne.received(1);
                run++;
                continue;
            }
            if (run > 0) byRuns.received(run);
            run = 0;
            oneByOne.lost(1);
            byRuns.lost(1);
        }
        if (run > 0) byRuns.received(run);
        oneByOne.close();
        byRuns.close();
        LossPattern pattern = oneByOne.drain();
        assertThat(byRuns.drain()).isEqualTo(pattern);
        return pattern;
    }
}
