// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    private final RetrySchedule schedule = new RetrySchedule(new SplittableRandom(1), 1);

    @Test
    void waitsLongerEachTime() {
        Attempt refused = Attempt.failed("connection refused");

        assertThat(schedule.delayMs(1, refused).orElseThrow()).isBetween(2_500L, 5_000L);
        assertThat(schedule.delayMs(2, refused).orElseThrow()).isBetween(15_000L, 30_000L);
        assertThat(schedule.delayMs(9, refused).orElseThrow()).isBetween(1_800_000L, 3_600_000L);
    }

    @Test
    void givesUpAfterADay() {
        assertThat(schedule.delayMs(28, Attempt.failed("connection refused"))).isEmpty();
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        assertThat(schedule.delayMs(1, new Attempt(429, "", 120)).orElseThrow()).isEqualTo(120_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void anUnreadyReceiverIsAskedAgain(int status) {
        assertThat(schedule.delayMs(1, new Attempt(status, "", 0))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 410})
    void aRefusalIsFinal(int status) {
        assertThat(schedule.delayMs(1, new Attempt(status, "", 0))).isEmpty();
    }
}
