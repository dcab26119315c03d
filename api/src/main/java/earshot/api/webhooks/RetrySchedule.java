// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h and then hourly for a day, each
 * shortened by up to half at random so that many deliveries do not come back together.
 */
final class RetrySchedule {
    private static final long[] STEPS_MS = {5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000};
    private static final int ATTEMPTS_MAX = STEPS_MS.length + 22;
    private static final long RETRY_AFTER_MAX_MS = 3_600_000;

    private final RandomGenerator random;
    private final double scale;

    /** @param scale 1 in earnest; less makes the same schedule faster */
    RetrySchedule(RandomGenerator random, double scale) {
        this.random = random;
        this.scale = scale;
    }

    /** How long to wait after so many attempts, ms; empty when it is time to give up. */
    OptionalLong delayMs(int attempts, Attempt last) {
        if (!last.isWorthRetrying() || attempts >= ATTEMPTS_MAX) return OptionalLong.empty();
        long stepMs = (long) (STEPS_MS[Math.min(attempts, STEPS_MS.length) - 1] * scale);
        long jitteredMs = stepMs / 2 + random.nextLong(Math.max(1, stepMs / 2));
        long askedMs = Math.min(RETRY_AFTER_MAX_MS, last.retryAfterSeconds() * 1_000);
        return OptionalLong.of(Math.max(jitteredMs, askedMs));
    }
}
