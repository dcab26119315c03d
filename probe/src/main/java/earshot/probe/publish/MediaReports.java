// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.ClockRateSource;
import earshot.events.MediaReport;
import earshot.probe.dissect.Flow;
import earshot.probe.track.EncryptionCounts;
import earshot.probe.track.StreamListener.Interval;
import earshot.probe.track.TrackedStream;
import earshot.quality.BufferDepths;
import earshot.quality.JitterCounts;
import earshot.quality.LateCounts;
import earshot.quality.LossPattern;
import earshot.quality.PacketCounts;
import earshot.quality.ReorderCounts;
import earshot.quality.SequencePosition;
import earshot.quality.SideCounts;
import earshot.quality.StreamCounters;
import earshot.quality.TalkCounts;
import java.util.List;

/** Builds the report of one interval of one stream. */
public final class MediaReports {
    private static final long UNKNOWN = -1;

    private final EventStamp stamp;
    private final BufferDepths depths;

    /** For streams on which buffers of those depths are emulated. */
    public MediaReports(EventStamp stamp, BufferDepths depths) {
        this.stamp = stamp;
        this.depths = depths;
    }

    public MediaReport of(TrackedStream stream, StreamCounters counters, Interval interval) {
        MediaReport report = new MediaReport();
        report.setProbe(stamp.probe());
        report.setBoot(stamp.bootMicros());
        report.setSequence(stamp.next());
        setStream(report, stream);
        report.setStartMicros(interval.startMicros());
        report.setEndMicros(interval.endMicros());
        report.setLast(interval.isLast());
        report.setCaptureSuspect(!interval.suspicions().isEmpty());
        report.setSuspicions(List.copyOf(interval.suspicions()));
        setPackets(report, counters.packets());
        setSide(report, stream);
        setJitter(report, counters.jitter());
        setLoss(report, counters.loss());
        setLate(report, counters.late());
        setPlayout(report, counters.playout());
        setOrder(report, counters.reorder());
        setTalk(report, counters.talk());
        report.setTypeChanges(stream.typeChanges());
        return report;
    }

    private static void setStream(MediaReport report, TrackedStream stream) {
        Flow flow = stream.flow();
        report.setStreamId(stream.id());
        report.setSourceAddress(stream.sourceAddress());
        report.setSourcePort(flow.sourcePort());
        report.setDestinationAddress(stream.destinationAddress());
        report.setDestinationPort(flow.destinationPort());
        report.setSsrc(stream.ssrc());
        report.setStreamStartMicros(stream.startMicros());
        report.setLastPacketMicros(stream.lastPacketMicros());
        report.setPayloadTypes(stream.payloadTypes());
        String codec = stream.codec();
        if (codec != null) report.setCodec(codec);
        report.setClockRateHz(stream.clockRateHz());
        report.setClockRateSource(sourceOf(stream.clockSource()));
        report.setPtimeMs(stream.ptimeMs());
        report.setDscp(stream.dscpValues());
        report.setEncrypted(stream.isEncrypted());
        EncryptionCounts encryption = stream.encryptionCounts();
        report.setClearPackets(encryption.clear());
        report.setTaggedPackets(encryption.tagged());
        report.setSkewPpm(stream.skewPpm());
        report.setEncapsulation(stream.encapsulation());
        SequencePosition position = stream.position();
        report.setHighestSequence(position == null ? UNKNOWN : position.highest());
        report.setHighestTimestamp(position == null ? UNKNOWN : position.timestamp());
    }

    private static ClockRateSource sourceOf(TrackedStream.ClockSource source) {
        return switch (source) {
            case SDP -> ClockRateSource.SDP;
            case STATIC -> ClockRateSource.STATIC;
            case INFERRED -> ClockRateSource.INFERRED;
            case UNKNOWN -> ClockRateSource.UNKNOWN;
        };
    }

    private static void setPackets(MediaReport report, PacketCounts packets) {
        report.setReceived(packets.received());
        report.setUnique(packets.unique());
        report.setExpected(packets.expected());
        report.setDuplicate(packets.duplicate());
        report.setOutOfOrder(packets.outOfOrder());
        report.setRestarts(packets.restarts());
        report.setOctets(packets.octets());
        report.setComfortNoise(packets.comfortNoise());
        report.setTelephoneEvent(packets.telephoneEvent());
    }

    private static void setSide(MediaReport report, TrackedStream stream) {
        SideCounts side = stream.sideCounts();
        report.setTelephoneEvents(side.telephoneEvents());
        report.setTelephoneEventMs(side.telephoneEventMs());
        report.setRedundantPackets(side.redundantPackets());
        report.setRedundancyDepth(stream.redundancyDepth());
        report.setRecovered(side.recovered());
        report.setNackedPackets(side.nackedPackets());
        report.setPictureRequests(side.pictureRequests());
        report.setBitRateMaxBps(stream.bitRateMaxBps());
    }

    private static void setJitter(MediaReport report, JitterCounts jitter) {
        report.setJitterSumMs(jitter.sumMs());
        report.setJitterSamples(jitter.samples());
        report.setJitterMaxMs(jitter.maxMs());
        report.setDeltaMaxMs(jitter.deltaMaxMs());
        report.setInterarrival(jitter.interarrival());
    }

    private static void setLoss(MediaReport report, LossPattern loss) {
        report.setBurstLoss(loss.burstLoss());
        report.setBurstPackets(loss.burstPackets());
        report.setBursts(loss.bursts());
        report.setGapLoss(loss.gapLoss());
        report.setGapPackets(loss.gapPackets());
        report.setLossRuns(loss.lossRuns());
    }

    private void setLate(MediaReport report, LateCounts late) {
        report.setLateFixed50(late.fixed50());
        report.setLateFixed200(late.fixed200());
        report.setLateAdaptive(late.adaptive());
        report.setBufferShortMs(depths.shortMs());
        report.setBufferLongMs(depths.longMs());
        report.setBufferAdaptiveMinMs(depths.adaptiveMinMs());
        report.setBufferAdaptiveMaxMs(depths.adaptiveMaxMs());
    }

    private static void setPlayout(MediaReport report, LossPattern playout) {
        report.setPlayoutBurstLoss(playout.burstLoss());
        report.setPlayoutBurstPackets(playout.burstPackets());
        report.setPlayoutBursts(playout.bursts());
        report.setPlayoutGapLoss(playout.gapLoss());
        report.setPlayoutGapPackets(playout.gapPackets());
        report.setPlayoutLossRuns(playout.lossRuns());
    }

    private static void setOrder(MediaReport report, ReorderCounts reorder) {
        report.setReorderExtents(reorder.extentMax() == 0 ? List.of() : reorder.extents());
        report.setReorderExtentMax(reorder.extentMax());
    }

    private static void setTalk(MediaReport report, TalkCounts talk) {
        report.setPauses(talk.pauses());
        report.setPauseMs(talk.pauseMs());
        report.setPauseMaxMs(talk.pauseMaxMs());
        report.setTalkJitterSumMs(talk.jitterSumMs());
        report.setTalkJitterSamples(talk.jitterSamples());
    }
}
