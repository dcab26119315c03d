// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Percentiles by nearest rank, from buckets. */
class KpiFiguresTest {
    @Test
    void ofAHundredDelaysThe95thInOrderIsThePercentile() {
        Map<String, Long> spread = Map.of("100", 94L, "220", 1L, "1000", 4L, "9.1", 1L);

        assertThat(KpiFigures.percentile(spread, 50)).isEqualTo(100);
        assertThat(KpiFigures.percentile(spread, 95)).isEqualTo(100);
        assertThat(KpiFigures.percentile(spread, 96)).isEqualTo(220);
        assertThat(KpiFigures.percentile(spread, 99)).isEqualTo(1_000);
    }

    @Test
    void oneDelayIsEveryPercentile() {
        assertThat(KpiFigures.percentile(Map.of("0.1", 1L), 50)).isEqualTo(0.1);
        assertThat(KpiFigures.percentile(Map.of("0.1", 1L), 99)).isEqualTo(0.1);
    }

    @Test
    void noneIsUnknown() {
        assertThat(KpiFigures.percentile(Map.of(), 95)).isNull();
        assertThat(KpiFigures.percentile(Map.of("100", 0L), 95)).isNull();
    }
}
