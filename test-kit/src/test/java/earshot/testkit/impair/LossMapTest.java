// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossMapTest {
    /** The string of RFC 3611 §4.7.2, X being a discard, counted as its definition of burst and gap says. */
    @Test
    void theExampleOfTheRfcHasOneBurstAndTwoGaps() {
        LossMap map = LossMap.of(received("11110111111111111111111X111X1011110111111111111111111X111111111"), 10);

        assertThat(map.burstDensity()).isEqualTo(85);
        assertThat(map.gapDensity()).isEqualTo(10);
        assertThat(map.burstDurationMs()).isEqualTo(120);
        assertThat(map.gapDurationMs()).isEqualTo(255);
    }

    @Test
    void aLoneLossBelongsToTheGap() {
        LossMap map = LossMap.of(received("1".repeat(100) + "0" + "1".repeat(100)), 20);

        assertThat(map.lossRate()).isEqualTo(1);
        assertThat(map.burstDensity()).isZero();
        assertThat(map.burstDurationMs()).isZero();
        assertThat(map.gapDurationMs()).isEqualTo(4020);
    }

    @Test
    void threeLossesInARowAreABurst() {
        LossMap map = LossMap.of(received("1".repeat(100) + "000" + "1".repeat(100)), 20);

        assertThat(map.burstDensity()).isEqualTo(255);
        assertThat(map.burstDurationMs()).isEqualTo(60);
        assertThat(map.gapDurationMs()).isEqualTo(2000);
    }

    @Test
    void nothingLostIsOneGapAndTheBestScore() {
        LossMap map = LossMap.of(received("1".repeat(50)), 20);

        assertThat(map).isEqualTo(new LossMap(0, 0, 0, 0, 1000, 93, 44));
    }

    private static List<Boolean> received(String text) {
        return text.chars().mapToObj(symbol -> symbol == '1').toList();
    }
}
