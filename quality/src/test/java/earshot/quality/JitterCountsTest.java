// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells end at 1, 2, 5, 10, 20, 40, 60, 80, 120, 200 and 500 ms. */
class JitterCountsTest {
    private static JitterCounts steps(Long... cells) {
        return new JitterCounts(0, 0, 0, 0, List.of(cells));
    }

    @Test
    void quantilesAreReadFromTheHistogram() {
        JitterCounts counts = steps(50L, 30L, 10L, 0L, 10L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

        assertThat(counts.stepMs(0.25)).isEqualTo(0.5);
        assertThat(counts.stepMs(0.5)).isEqualTo(1);
        assertThat(counts.stepMs(0.8)).isEqualTo(2);
        assertThat(counts.stepMs(0.85)).isEqualTo(3.5);
        assertThat(counts.stepMs(0.95)).isEqualTo(15); // half of those between 10 and 20 ms
        assertThat(counts.stepMs(1)).isEqualTo(20);
    }

    @Test
    void beyondTheLastBoundIsAtLeastThat() {
        assertThat(steps(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 9L).stepMs(0.95))
                .isEqualTo(500);
    }

    @Test
    void withoutStepsThereIsNone() {
        assertThat(JitterCounts.NONE.stepMs(0.5)).isNull();
    }
}
