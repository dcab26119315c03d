// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of {@code endpoint_reports}: what a device itself says of its media (RFC 3611 §4.7, RFC 6035); null is unsaid. */
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
        @Nullable Double lossPercent,
        @Nullable Double discardPercent,
        @Nullable Double burstDensityPercent,
        @Nullable Double gapDensityPercent,
        @Nullable Integer burstDurationMs,
        @Nullable Integer gapDurationMs,
        @Nullable Integer roundTripDelayMs,
        @Nullable Integer endSystemDelayMs,
        @Nullable Double rFactor,
        @Nullable Double mosLq,
        @Nullable Double mosCq,
        @Nullable Integer jitterBufferNominalMs,
        @Nullable Integer jitterBufferMaximumMs,
        String report,
        String alert,
        boolean ofFarEnd,
        String device,
        String localMedia,
        String remoteMedia,
        @Nullable Instant startTime,
        @Nullable Instant stopTime,
        @Nullable String codec,
        @Nullable Double oneWayDelayMs,
        @Nullable Double jitterMs,
        @Nullable Double meanAbsoluteJitterMs,
        @Nullable Double signalLevelDbm,
        @Nullable Double noiseLevelDbm,
        @Nullable Double echoReturnLossDb,
        @Nullable Double rConversational) {}
