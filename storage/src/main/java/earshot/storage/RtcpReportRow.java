// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of {@code rtcp_reports}: what one RTCP compound says of one stream; null where it says nothing. */
public record RtcpReportRow(
        String streamId,
        Instant time,
        String probe,
        long boot,
        long sequence,
        String src,
        String dst,
        String reporterSsrc,
        String subjectSsrc,
        String kind,
        @Nullable Long senderPackets,
        @Nullable Long senderOctets,
        @Nullable Double fractionLost,
        @Nullable Integer cumulativeLost,
        @Nullable Long highestSequence,
        @Nullable Double jitterMs,
        @Nullable Double rttMs,
        boolean encrypted,
        String tool,
        List<String> doubts,
        List<String> xrBlocks,
        Map<String, Double> xrMetrics,
        @Nullable Long tapExpected,
        @Nullable Long tapLost,
        String callId,
        String goodbyeReason,
        List<String> applications) {}
