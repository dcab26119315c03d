// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.VoipMetrics;
import earshot.probe.dissect.Flow;
import earshot.probe.track.RtcpMatcher;
import earshot.probe.track.TrackedStream;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtcp.XrBlocks;
import earshot.quality.SequenceProgress;
import org.jspecify.annotations.Nullable;

/** Turns an RTCP compound into one event for each thing that it says of a stream. */
public final class RtcpReports {
    private static final double FRACTION = 256;
    private static final double MOS_SCALE = 10;

    private final EventStamp stamp;
    private final RtcpMatcher matcher;
    private final EventPublisher publisher;
    private final XrBlocks blocks = new XrBlocks();
    private final Flow flow = new Flow();
    private long timeNanos;
    /** Of the compound under way: how many streams its report blocks speak of, who speaks, and of which one last. */
    private int heard;

    private long heardBy;
    private long heardSsrc;

    public RtcpReports(EventStamp stamp, RtcpMatcher matcher, EventPublisher publisher) {
        this.stamp = stamp;
        this.matcher = matcher;
        this.publisher = publisher;
    }

    /** Publishes what a compound says; it must have been wrapped. */
    public void publish(RtcpCompound compound, Flow flow, long timeNanos) {
        if (compound.isEncrypted()) return;
        this.flow.set(flow);
        this.timeNanos = timeNanos;
        heard = 0;
        while (compound.next()) {
            if (compound.isSenderReport()) senderReport(compound);
            for (int i = 0; i < compound.reportCount(); i++) reportBlock(compound, i);
            if (compound.type() == RtcpCompound.GOODBYE && compound.count() > 0) goodbye(compound);
            if (blocks.wrap(compound)) extendedReport(compound.senderSsrc());
        }
    }

    private void senderReport(RtcpCompound compound) {
        long ssrc = compound.senderSsrc();
        matcher.senderReport(flow, compound.ntpTimestamp(), timeNanos);
        RtcpReport report = report(RtcpKind.SENDER_REPORT, matcher.sentBy(flow, ssrc), ssrc, ssrc);
        report.setSenderPackets(compound.packetCount());
        report.setSenderOctets(compound.octetCount());
        double roundTripMs = roundTripToSenderMs(compound);
        if (!Double.isNaN(roundTripMs)) report.setRttMs(roundTripMs);
        publisher.rtcp(report);
    }

    /**
     * What a sender reports of the other way tells how far it is from here: the half of its own stream's round trip that
     * the reports of that stream's receiver cannot give. Any of its blocks will do.
     */
    private double roundTripToSenderMs(RtcpCompound compound) {
        for (int i = 0; i < compound.reportCount(); i++) {
            double roundTripMs = roundTripMs(compound, i);
            if (!Double.isNaN(roundTripMs)) return roundTripMs;
        }
        return Double.NaN;
    }

    private double roundTripMs(RtcpCompound compound, int index) {
        return matcher.roundTripMs(
                flow, compound.lastSenderReport(index), compound.delaySinceLastSenderReport(index), timeNanos);
    }

    private void reportBlock(RtcpCompound compound, int index) {
        long subject = compound.reportSsrc(index);
        TrackedStream stream = matcher.heardBy(flow, subject);
        RtcpReport report = report(RtcpKind.REPORT_BLOCK, stream, compound.senderSsrc(), subject);
        report.setFractionLost(compound.fractionLost(index) / FRACTION);
        report.setCumulativeLost(compound.cumulativeLost(index));
        report.setHighestSequence(compound.highestSequence(index));
        if (stream != null && stream.clockRateHz() > 0) {
            report.setJitterMs(compound.jitterTicks(index) * 1_000.0 / stream.clockRateHz());
        }
        SequenceProgress progress =
                stream == null ? null : stream.progressAt((int) (compound.highestSequence(index) & 0xFFFF));
        if (progress != null) {
            report.setTapExpected(progress.expected());
            report.setTapLost(progress.lost());
            report.setTapDuplicates(progress.duplicate());
        }
        double roundTripMs = roundTripMs(compound, index);
        if (!Double.isNaN(roundTripMs)) report.setRttMs(roundTripMs);
        publisher.rtcp(report);
        heard++;
        heardBy = compound.senderSsrc();
        heardSsrc = subject;
    }

    private void goodbye(RtcpCompound compound) {
        long ssrc = compound.senderSsrc();
        publisher.rtcp(report(RtcpKind.BYE, matcher.sentBy(flow, ssrc), ssrc, ssrc));
    }

    private void extendedReport(long reporter) {
        boolean asks = false;
        boolean told = false;
        while (blocks.next()) {
            if (blocks.is(XrBlocks.VOIP_METRICS)) {
                voipMetrics(reporter);
                told = true;
            }
            if (blocks.is(XrBlocks.RECEIVER_REFERENCE_TIME)) {
                matcher.referenceTime(flow, blocks.referenceTime(), timeNanos);
                asks = true;
            }
            if (blocks.is(XrBlocks.DLRR)) told |= delays(reporter);
        }
        if (asks && !told) referenceTime(reporter);
    }

    /** A reference time names no stream: it is about the one that its sender hears, by the rest of the compound. */
    private void referenceTime(long reporter) {
        if (heard != 1 || heardBy != reporter) return;
        publisher.rtcp(report(RtcpKind.XR, matcher.heardBy(flow, heardSsrc), reporter, heardSsrc));
    }

    private void voipMetrics(long reporter) {
        long subject = blocks.sourceSsrc();
        RtcpReport report = report(RtcpKind.XR, matcher.heardBy(flow, subject), reporter, subject);
        VoipMetrics voip = new VoipMetrics();
        voip.setLossRate(blocks.lossRate() / FRACTION);
        voip.setDiscardRate(blocks.discardRate() / FRACTION);
        voip.setBurstDensity(blocks.burstDensity() / FRACTION);
        voip.setGapDensity(blocks.gapDensity() / FRACTION);
        voip.setBurstDurationMs(blocks.burstDurationMs());
        voip.setGapDurationMs(blocks.gapDurationMs());
        voip.setRoundTripDelayMs(blocks.roundTripDelayMs());
        voip.setEndSystemDelayMs(blocks.endSystemDelayMs());
        if (blocks.rFactor() != XrBlocks.UNAVAILABLE) voip.setRFactor(blocks.rFactor());
        if (blocks.mosLqTenths() != XrBlocks.UNAVAILABLE) voip.setMosLq(blocks.mosLqTenths() / MOS_SCALE);
        if (blocks.mosCqTenths() != XrBlocks.UNAVAILABLE) voip.setMosCq(blocks.mosCqTenths() / MOS_SCALE);
        voip.setJitterBufferNominalMs(blocks.jitterBufferNominalMs());
        voip.setJitterBufferMaximumMs(blocks.jitterBufferMaximumMs());
        report.setVoip(voip);
        publisher.rtcp(report);
    }

    /** Answers to receiver reference times: worth an event only when they give a round trip. */
    private boolean delays(long reporter) {
        boolean told = false;
        for (int i = 0; i < blocks.dlrrCount(); i++) {
            double roundTripMs = matcher.roundTripOfReferenceMs(
                    flow, blocks.lastReceiverReport(i), blocks.delaySinceLastReceiverReport(i), timeNanos);
            if (Double.isNaN(roundTripMs)) continue;
            RtcpReport report = report(RtcpKind.XR, matcher.sentBy(flow, reporter), reporter, reporter);
            report.setRttMs(roundTripMs);
            publisher.rtcp(report);
            told = true;
        }
        return told;
    }

    private RtcpReport report(RtcpKind kind, @Nullable TrackedStream stream, long reporter, long subject) {
        return RtcpReport.newBuilder()
                .setProbe(stamp.probe())
                .setBoot(stamp.bootMicros())
                .setSequence(stamp.next())
                .setTimeMicros(timeNanos / 1_000)
                .setStreamId(stream == null ? "" : stream.id())
                .setSourceAddress(flow.sourceAddress())
                .setSourcePort(flow.sourcePort())
                .setDestinationAddress(flow.destinationAddress())
                .setDestinationPort(flow.destinationPort())
                .setReporterSsrc(reporter)
                .setSubjectSsrc(subject)
                .setKind(kind)
                .build();
    }
}
