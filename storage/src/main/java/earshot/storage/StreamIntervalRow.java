// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of {@code stream_intervals}: a stream in one report interval, with its score. */
public record StreamIntervalRow(
        String streamId,
        Instant startTime,
        Instant endTime,
        long version,
        List<String> callKeys,
        List<String> callIds,
        String probe,
        String src,
        String dst,
        @Nullable String codec,
        boolean last,
        long packets,
        long expected,
        long lost,
        double lossPercent,
        double jitterMeanMs,
        double jitterMaxMs,
        long discarded,
        @Nullable Double mosLq,
        @Nullable Double rttMs,
        boolean captureSuspect,
        List<String> suspicions,
        long lostMin,
        @Nullable Double rttMinMs,
        @Nullable Double rttMaxMs,
        long rttSamples,
        String rttSource,
        String scale,
        double burstRatio,
        String confidence) {}
