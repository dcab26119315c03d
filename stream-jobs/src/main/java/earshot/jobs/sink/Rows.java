// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.AgentLog;
import earshot.events.Alert;
import earshot.events.Call;
import earshot.events.Endpoints;
import earshot.events.Finding;
import earshot.events.Keys;
import earshot.events.ProbeHealth;
import earshot.events.RttStatistics;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.TapComparison;
import earshot.events.Transaction;
import earshot.storage.AgentLogRow;
import earshot.storage.AlertRow;
import earshot.storage.CallRow;
import earshot.storage.DelayVariation;
import earshot.storage.FeedbackCounts;
import earshot.storage.Pauses;
import earshot.storage.PlayoutBuffers;
import earshot.storage.ProbeHealthRow;
import earshot.storage.Redundancy;
import earshot.storage.Reordering;
import earshot.storage.RoundTrips;
import earshot.storage.RtcpCounts;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import earshot.storage.TapRow;
import earshot.storage.TelephoneEventCounts;
import earshot.storage.TransactionRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows: the one place where the two are matched, for the tables as for the JSON of the command line.
 *
 * <p>Microseconds since 1970 become {@link Instant}s, enums the frozen words of the JSON, address and port {@code
 * ip:port}, and the numbers that stand for "not there" become null. Milliseconds and percentages stay what they are.
 */
public final class Rows {
    private Rows() {}

    public static CallRow of(Call call) {
        return new CallRow(
                call.getCallKey(),
                call.getVersion(),
                call.getCallId(),
                call.getFrom(),
                call.getTo(),
                call.getFromUser(),
                call.getToUser(),
                call.getCaller(),
                call.getCallee(),
                List.copyOf(call.getProbes()),
                call.getUserAgent(),
                Words.of(call.getState()),
                call.getEnded(),
                call.getFinalStatus(),
                time(call.getStartMicros()),
                timeOrNull(call.getRingMicros()),
                timeOrNull(call.getAnswerMicros()),
                timeOrNull(call.getEndMicros()),
                call.getEndedBy() == null ? null : Words.of(call.getEndedBy()),
                call.getByeFrom() == null ? null : Words.of(call.getByeFrom()),
                call.getSetupMs(),
                call.getDurationMs(),
                call.getMessages(),
                call.getRetransmissions(),
                call.getForks(),
                call.getHolds(),
                call.getReason(),
                call.getMosLq(),
                call.getLossPercentMax(),
                call.getJitterMaxMs(),
                call.getRttMs(),
                call.getOneWay(),
                List.copyOf(call.getCodecs()),
                List.copyOf(call.getStreams()),
                call.getMosScale(),
                call.getMosStream(),
                call.getMosConfidence(),
                CourseRows.course(call),
                CourseRows.audio(call));
    }

    public static StreamRow of(Stream stream) {
        return new StreamRow(
                stream.getStreamId(),
                stream.getVersion(),
                stream.getProbe(),
                Endpoints.of(stream.getSourceAddress(), stream.getSourcePort()),
                Endpoints.of(stream.getDestinationAddress(), stream.getDestinationPort()),
                Words.ssrc(stream.getSsrc()),
                List.copyOf(stream.getPayloadTypes()),
                stream.getCodec(),
                stream.getClockRateHz(),
                stream.getPtimeMs(),
                time(stream.getStartMicros()),
                time(stream.getEndMicros()),
                stream.getEnded(),
                stream.getPackets(),
                stream.getExpected(),
                stream.getLost(),
                stream.getLossPercent(),
                stream.getDuplicates(),
                stream.getOutOfOrder(),
                stream.getJitterMeanMs(),
                stream.getJitterMaxMs(),
                stream.getDeltaMaxMs(),
                stream.getBurstLossPercent(),
                stream.getBurstRatio(),
                stream.getDiscardPercent(),
                stream.getRFactor(),
                stream.getMosLq(),
                stream.getMosCq(),
                stream.getScale(),
                stream.getScoreNote(),
                stream.getRttMs(),
                List.copyOf(stream.getDscp()),
                stream.getEncrypted(),
                stream.getCaptureSuspect(),
                new RtcpCounts(stream.getSenderReports(), stream.getReceiverReports(), stream.getExtendedReports()),
                stream.getReportedLossPercent(),
                List.copyOf(stream.getCallIds()),
                Words.of(stream.getBinding()),
                stream.getEncapsulation(),
                new TelephoneEventCounts(stream.getTelephoneEvents(), stream.getTelephoneEventMs()),
                redundancy(stream),
                new FeedbackCounts(
                        stream.getNackedPackets(),
                        stream.getPictureRequests(),
                        stream.getBitRateMaxBps() == 0 ? null : Long.valueOf(stream.getBitRateMaxBps())),
                Map.copyOf(stream.getXrMetrics()),
                stream.getTool(),
                stream.getDoubtfulReports(),
                List.copyOf(stream.getSuspicions()),
                stream.getIntervals(),
                stream.getSuspectIntervals(),
                stream.getLossPercentMin(),
                stream.getLossPercentTrusted(),
                stream.getComparedPackets(),
                stream.getLostUpstream(),
                stream.getLostDownstream(),
                stream.getLostByProbe(),
                stream.getLossPlace(),
                stream.getRttMinMs(),
                stream.getRttMaxMs(),
                stream.getRttSamples(),
                stream.getRttSource(),
                roundTrips(stream.getRttToSource()),
                roundTrips(stream.getRttToReceiver()),
                findings(stream, Finding::getNegotiated),
                findings(stream, Finding::getObserved),
                ReceiptRows.of(stream.getReceipt()),
                stream.getRestarts(),
                stream.getEncryptionSeen(),
                tap(stream.getTap()),
                stream.getLossBurstRatio(),
                new DelayVariation(stream.getIpdv50Ms(), stream.getIpdv95Ms(), stream.getIpdv99Ms()),
                stream.getTalkJitterMeanMs(),
                new Reordering(stream.getReorderExtentMax(), List.copyOf(stream.getReorderExtents())),
                stream.getTypeChanges(),
                new Pauses(stream.getPauses(), stream.getPauseMs(), stream.getPauseMaxMs()),
                new PlayoutBuffers(
                        stream.getBufferShortMs(),
                        stream.getBufferLongMs(),
                        stream.getBufferAdaptiveMinMs(),
                        stream.getBufferAdaptiveMaxMs(),
                        stream.getLateShort(),
                        stream.getLateLong(),
                        stream.getLateAdaptive()),
                List.copyOf(stream.getCodecs()),
                CourseRows.gaps(stream),
                List.copyOf(stream.getContestedBy()),
                stream.getGoodbye(),
                List.copyOf(stream.getApplications()));
    }

    private static TapRow tap(@Nullable TapComparison tap) {
        if (tap == null) return TapRow.NONE;
        return new TapRow(
                tap.getStreamId(),
                tap.getProbe(),
                tap.getSource(),
                tap.getDestination(),
                Words.of(tap.getPosition()),
                tap.getComparedPackets(),
                tap.getLostBefore(),
                tap.getLostBetween(),
                tap.getPlace());
    }

    private static Redundancy redundancy(Stream stream) {
        long left = Math.max(0, stream.getLost() - stream.getRecovered());
        boolean isKnown = stream.getRedundancyDepth() > 0 && stream.getExpected() > 0;
        return new Redundancy(
                stream.getRedundancyDepth(),
                stream.getRedundantPackets(),
                stream.getRecovered(),
                isKnown ? Double.valueOf(100.0 * left / stream.getExpected()) : null);
    }

    private static RoundTrips roundTrips(@Nullable RttStatistics rtt) {
        if (rtt == null) return RoundTrips.NONE;
        return new RoundTrips(rtt.getMinMs(), rtt.getMeanMs(), rtt.getMaxMs(), rtt.getSamples());
    }

    private static Map<String, String> findings(Stream stream, Function<Finding, String> text) {
        Map<String, String> byName = new TreeMap<>();
        for (Finding finding : stream.getFindings()) byName.put(finding.getName(), text.apply(finding));
        return byName;
    }

    /** An interval told again once its stream was bound replaces the one without calls. */
    public static StreamIntervalRow of(StreamInterval interval) {
        return new StreamIntervalRow(
                interval.getStreamId(),
                time(interval.getStartMicros()),
                time(interval.getEndMicros()),
                interval.getCallIds().isEmpty() ? 1 : 2,
                List.copyOf(interval.getCallKeys()),
                List.copyOf(interval.getCallIds()),
                interval.getProbe(),
                interval.getSource(),
                interval.getDestination(),
                interval.getCodec(),
                interval.getLast(),
                interval.getPackets(),
                interval.getExpected(),
                interval.getLost(),
                interval.getLossPercent(),
                interval.getJitterMeanMs(),
                interval.getJitterMaxMs(),
                interval.getDiscarded(),
                interval.getMosLq(),
                interval.getRttMs(),
                interval.getCaptureSuspect(),
                List.copyOf(interval.getSuspicions()),
                interval.getLostMin(),
                interval.getRttMinMs(),
                interval.getRttMaxMs(),
                interval.getRttSamples(),
                interval.getRttSource(),
                interval.getScale(),
                interval.getBurstRatio(),
                interval.getConfidence());
    }

    public static TransactionRow of(Transaction transaction) {
        return new TransactionRow(
                transaction.getTransactionKey(),
                transaction.getVersion(),
                transaction.getMethod(),
                transaction.getCallId(),
                transaction.getCseq(),
                transaction.getFrom(),
                transaction.getTo(),
                transaction.getFromUser(),
                transaction.getToUser(),
                transaction.getSource(),
                transaction.getDestination(),
                transaction.getProbe(),
                time(transaction.getStartMicros()),
                transaction.getStatus(),
                transaction.getResponseMs(),
                transaction.getMessages(),
                transaction.getRetransmissions(),
                transaction.getContactUri(),
                secondsOrNull(transaction.getExpiresSeconds()),
                transaction.getUserAgent());
    }

    public static SipMessageRow of(SipMessage message) {
        return new SipMessageRow(
                Keys.callKey(message.getCallId()),
                time(message.getTimeMicros()),
                message.getProbe(),
                message.getBoot(),
                message.getSequence(),
                message.getCallId(),
                message.getFrame(),
                message.getTransport().name(),
                Endpoints.of(message.getSourceAddress(), message.getSourcePort()),
                Endpoints.of(message.getDestinationAddress(), message.getDestinationPort()),
                message.getMethod(),
                message.getRequestUri(),
                message.getStatusCode() == 0 ? null : Integer.valueOf(message.getStatusCode()),
                message.getReasonPhrase(),
                message.getCseq(),
                message.getFromUser(),
                message.getToUser(),
                message.getFromTag(),
                message.getToTag(),
                message.getViaBranch(),
                message.getUserAgent(),
                message.getSdp() != null,
                message.getRaw(),
                List.copyOf(message.getAnomalies()),
                message.getEncapsulation());
    }

    public static AgentLogRow of(AgentLog log) {
        return new AgentLogRow(
                Keys.callKey(log.getCallId()),
                time(log.getTimeMicros()),
                log.getProbe(),
                log.getBoot(),
                log.getSequence(),
                log.getCallId(),
                log.getFrame(),
                Endpoints.of(log.getSourceAddress(), log.getSourcePort()),
                Endpoints.of(log.getDestinationAddress(), log.getDestinationPort()),
                log.getText(),
                log.getCut());
    }

    public static AlertRow of(Alert alert) {
        return new AlertRow(
                alert.getAlertId(),
                alert.getTimeMicros(),
                alert.getRule(),
                alert.getSubject(),
                Words.of(alert.getStatus()),
                alert.getSeverity(),
                time(alert.getStartsAtMicros()),
                timeOrNull(alert.getEndsAtMicros()),
                time(alert.getTimeMicros()),
                alert.getMetric(),
                alert.getValue(),
                alert.getThreshold(),
                Map.copyOf(alert.getLabels()),
                Map.copyOf(alert.getAnnotations()),
                List.copyOf(alert.getCallIds()));
    }

    public static ProbeHealthRow of(ProbeHealth health) {
        return new ProbeHealthRow(
                health.getProbe(),
                time(health.getTimeMicros()),
                health.getBoot(),
                health.getSequence(),
                time(health.getStartMicros()),
                health.getEndOfCapture(),
                health.getPacketsRead(),
                Map.copyOf(health.getFates()),
                Map.copyOf(health.getErrors()),
                health.getKernelDropped(),
                health.getInterfaceDropped(),
                health.getEventsPublished(),
                health.getEventsDropped(),
                health.getStreamsActive(),
                health.getStreamsEvicted());
    }

    static Instant time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    static @Nullable Instant timeOrNull(@Nullable Long micros) {
        return micros == null ? null : time(micros);
    }

    static @Nullable Long secondsOrNull(int seconds) {
        return seconds < 0 ? null : Long.valueOf(seconds);
    }
}
