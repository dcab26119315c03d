// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import org.jspecify.annotations.Nullable;

/**
 * Counts and medians of the calls that started in a span of time.
 *
 * @param active calls of which more is expected
 * @param setupMsMedian median of INVITE to the first 180, 183 or final response, ms; null without such calls
 * @param mosLqMean mean over calls of the MOS-LQ of their worst stream; null when none is scored
 * @param poor calls with a MOS-LQ below 3.6
 * @param lossy calls with a stream that lost more than 3 %
 */
public record CallSummary(
        long calls,
        long answered,
        long failed,
        long active,
        @Nullable Double setupMsMedian,
        @Nullable Double setupMsP95,
        @Nullable Double durationMsMean,
        @Nullable Double mosLqMean,
        long poor,
        long lossy,
        long oneWay) {}
