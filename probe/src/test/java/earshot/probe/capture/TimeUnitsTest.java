// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 7, 7000000000", // seconds
        "6, 1700000000123456, 1700000000123456000",
        "9, 1700000000123456789, 1700000000123456789",
        "12, 1500000000000, 1500000000", // picoseconds
        "18, 1500000000000000000, 1500000000",
        "28, 9000000000000000000, 0", // not a nanosecond in all of 64 bits
        "127, 9000000000000000000, 0",
        "130, 6, 1500000000", // 2^-2 s
        "162, 17179869184, 1000000000", // 2^-34 s
        "168, 1099511627776, 1000000000", // 2^-40 s
        "255, 1, 0"
    })
    void unitsBecomeNanoseconds(int resolution, long units, long nanos) {
        assertThat(new TimeUnits(resolution, 0).toNanos(units)).isEqualTo(nanos);
    }

    /** The way without a division gives what the other gives, up to the last second that is not clamped. */
    @Test
    void theLastSecondsAreAsTheyAre() {
        assertThat(new TimeUnits(6, 0).toNanos(9_223_372_034_999_999L)).isEqualTo(9_223_372_034_999_999_000L);
        assertThat(new TimeUnits(6, 0).toNanos(9_223_372_036_854_776L)).isEqualTo(9_223_372_035_854_776_000L);
        assertThat(new TimeUnits(9, 0).toNanos(Long.MAX_VALUE)).isEqualTo(9_223_372_035_854_775_807L);
    }

    @Test
    void whatNoClockShowsIsClamped() {
        assertThat(new TimeUnits(0, 0).toNanos(-1)).isEqualTo(9_223_372_035_000_000_000L);
        assertThat(new TimeUnits(6, Long.MAX_VALUE).toNanos(-1)).isPositive();
        assertThat(new TimeUnits(6, Long.MIN_VALUE).toNanos(1_000_000)).isZero();
    }
}
