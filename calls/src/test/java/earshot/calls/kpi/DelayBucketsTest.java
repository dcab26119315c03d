// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds are in stored rows and in docs/kpis.md: they stay as they are. */
class DelayBucketsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.1",
        "100, 0.1",
        "101, 0.11",
        "20000, 20",
        "20001, 22",
        "800000, 820",
        "1000000, 1000",
        "1000001, 1100",
        "999999999, 1000000",
        "86400000000, 1000000"
    })
    void aDelayIsInTheFirstBucketThatHoldsIt(long micros, String boundMs) {
        assertThat(DelayBuckets.text(DelayBuckets.of(micros))).isEqualTo(boundMs);
    }

    @Test
    void theLastBoundIsAThousandSeconds() {
        assertThat(DelayBuckets.COUNT).isEqualTo(169);
        assertThat(DelayBuckets.boundMicros(DelayBuckets.COUNT - 1)).isEqualTo(1_000_000_000);
    }

    @Property
    void noBoundIsMoreThanSixteenPercentTooHigh(@ForAll @LongRange(min = 100, max = 1_000_000_000) long micros) {
        int bucket = DelayBuckets.of(micros);

        assertThat(DelayBuckets.boundMicros(bucket)).isBetween(micros, micros * 116 / 100 + 1);
        if (bucket > 0) assertThat(DelayBuckets.boundMicros(bucket - 1)).isLessThan(micros);
    }
}
