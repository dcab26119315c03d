// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of {@code endpoint_reports}: what a device itself says of its media (RFC 3611 §4.7, RFC 6035). */
public record EndpointReportRow(
        String streamId,
        Instant time,
        String probe,
        long boot,
        long sequence,
        String callId,
        String kind,
        String src,
        String dst,
        String reporterSsrc,
        String subjectSsrc,
        double lossPercent,
        double discardPercent,
        double burstDensityPercent,
        double gapDensityPercent,
        int burstDurationMs,
        int gapDurationMs,
        int roundTripDelayMs,
        int endSystemDelayMs,
        @Nullable Double rFactor,
        @Nullable Double mosLq,
        @Nullable Double mosCq,
        int jitterBufferNominalMs,
        int jitterBufferMaximumMs) {}
