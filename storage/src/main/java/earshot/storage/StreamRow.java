// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code streams}: an RTP stream after its latest change. Names are the JSON names of the command line
 * and the REST API; {@code ssrc} reads {@code 0x} and eight hex digits, {@code src} and {@code dst} read {@code
 * ip:port}, {@code encapsulation} reads {@code vlan 7 > vxlan 5001}, outermost first.
 */
public record StreamRow(
        String id,
        long version,
        String probe,
        String src,
        String dst,
        String ssrc,
        List<Integer> payloadTypes,
        @Nullable String codec,
        int clockRate,
        double ptimeMs,
        Instant startTime,
        Instant endTime,
        boolean ended,
        long packets,
        long expected,
        long lost,
        double lossPercent,
        long duplicates,
        long outOfOrder,
        double jitterMeanMs,
        double jitterMaxMs,
        double deltaMaxMs,
        double burstLossPercent,
        double burstRatio,
        double discardPercent,
        @Nullable Double rFactor,
        @Nullable Double mosLq,
        @Nullable Double mosCq,
        String scale,
        String scoreNote,
        @Nullable Double rttMs,
        List<Integer> dscp,
        boolean encrypted,
        boolean captureSuspect,
        RtcpCounts rtcp,
        @Nullable Double reportedLossPercent,
        List<String> callIds,
        String binding,
        String encapsulation,
        TelephoneEventCounts telephoneEvents,
        Redundancy redundancy,
        FeedbackCounts feedback,
        Map<String, Double> xrMetrics,
        String tool,
        long doubtfulReports,
        List<String> suspicions,
        long intervals,
        long suspectIntervals,
        double lossPercentMin,
        @Nullable Double lossPercentTrusted,
        @Nullable Long comparedPackets,
        @Nullable Long lostUpstream,
        @Nullable Long lostDownstream,
        @Nullable Long lostByProbe,
        String lossPlace,
        @Nullable Double rttMinMs,
        @Nullable Double rttMaxMs,
        long rttSamples,
        String rttSource,
        RoundTrips rttToSource,
        RoundTrips rttToReceiver,
        Map<String, String> negotiated,
        Map<String, String> observed,
        ReceiptRow receipt,
        long restarts,
        String encryptionSeen,
        TapRow tap) {}
