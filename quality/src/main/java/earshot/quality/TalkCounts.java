// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * How a sender talked and paused in one interval, and the jitter of its talkspurts.
 *
 * @param pauses that ended, each of {@link Pauses#LENGTH_MIN_MS} or more: silence that was not sent (RFC 3551 section 4.1)
 * @param pauseMs their length together, ms
 * @param pauseMaxMs the longest, ms
 * @param jitterSumMs sum of the RFC 3550 A.8 jitter after each media packet, had the steps over pauses never been, ms
 * @param jitterSamples packets in that sum
 */
public record TalkCounts(long pauses, double pauseMs, double pauseMaxMs, double jitterSumMs, long jitterSamples) {
    public static final TalkCounts NONE = new TalkCounts(0, 0, 0, 0, 0);

    /** Mean jitter within talkspurts, ms; null when nothing was measured. */
    public @Nullable Double jitterMeanMs() {
        return jitterSamples == 0 ? null : Double.valueOf(Math.max(0, jitterSumMs) / jitterSamples);
    }

    public TalkCounts plus(TalkCounts other) {
        return new TalkCounts(
                pauses + other.pauses,
                pauseMs + other.pauseMs,
                Math.max(pauseMaxMs, other.pauseMaxMs),
                jitterSumMs + other.jitterSumMs,
                jitterSamples + other.jitterSamples);
    }
}
