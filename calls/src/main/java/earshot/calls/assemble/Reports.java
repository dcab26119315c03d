// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.MediaReport;
import earshot.quality.JitterCounts;
import earshot.quality.LateCounts;
import earshot.quality.LossPattern;
import earshot.quality.PacketCounts;
import earshot.quality.ReorderCounts;
import earshot.quality.SideCounts;
import earshot.quality.StreamCounters;
import earshot.quality.TalkCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reports of one stream as counters: the sum of two reports is the report of the union. */
final class Reports {
    /** Distinct values kept of payload types and of DSCP. */
    private static final int DISTINCT_MAX = 16;

    private Reports() {}

    static MediaReport copy(MediaReport report) {
        return MediaReport.newBuilder(report).build();
    }

    /** The union of two reports of one stream. */
    static MediaReport sum(MediaReport a, MediaReport b) {
        MediaReport sum = copy(a);
        add(sum, b);
        return sum;
    }

    /**
     * Makes a report the union of itself and another one of its stream; what cannot be added is taken from the later one when it
     * knows. In place: a report has seventy fields, and to copy them all would cost several times the addition.
     */
    static void add(MediaReport sum, MediaReport report) {
        StreamCounters counters = counters(sum).plus(counters(report));
        boolean isLater = report.getEndMicros() >= sum.getEndMicros();
        sum.setPayloadTypes(
                isLater
                        ? union(sum.getPayloadTypes(), report.getPayloadTypes())
                        : union(report.getPayloadTypes(), sum.getPayloadTypes()));
        sum.setDscp(isLater ? union(sum.getDscp(), report.getDscp()) : union(report.getDscp(), sum.getDscp()));
        if (isLater) takeLatest(report, sum);
        takeKnown(report, sum, isLater);
        sum.setStartMicros(Math.min(sum.getStartMicros(), report.getStartMicros()));
        sum.setLastPacketMicros(Math.max(sum.getLastPacketMicros(), report.getLastPacketMicros()));
        sum.setLast(sum.getLast() || report.getLast());
        addSide(sum, report);
        sum.setEncrypted(sum.getEncrypted() || report.getEncrypted());
        sum.setClearPackets(sum.getClearPackets() + report.getClearPackets());
        sum.setTaggedPackets(sum.getTaggedPackets() + report.getTaggedPackets());
        sum.setTypeChanges(sum.getTypeChanges() + report.getTypeChanges());
        sum.setCaptureSuspect(sum.getCaptureSuspect() || report.getCaptureSuspect());
        store(counters, sum);
    }

    /** What says where the stream has come to, or how the probe watches it by now. */
    private static void takeLatest(MediaReport late, MediaReport to) {
        to.setBoot(late.getBoot());
        to.setSequence(late.getSequence());
        to.setStreamStartMicros(late.getStreamStartMicros());
        to.setEndMicros(late.getEndMicros());
        to.setClockRateSource(late.getClockRateSource());
        to.setSuspicions(late.getSuspicions());
        to.setEncapsulation(late.getEncapsulation());
        to.setHighestSequence(late.getHighestSequence());
        to.setHighestTimestamp(late.getHighestTimestamp());
        to.setBufferShortMs(late.getBufferShortMs());
        to.setBufferLongMs(late.getBufferLongMs());
        to.setBufferAdaptiveMinMs(late.getBufferAdaptiveMinMs());
        to.setBufferAdaptiveMaxMs(late.getBufferAdaptiveMaxMs());
    }

    /** What one of the two may not know: as the later one has it, else the earlier. */
    private static void takeKnown(MediaReport report, MediaReport to, boolean isLater) {
        if (report.getCodec() != null && (isLater || to.getCodec() == null)) to.setCodec(report.getCodec());
        if (report.getClockRateHz() != 0 && (isLater || to.getClockRateHz() == 0)) {
            to.setClockRateHz(report.getClockRateHz());
        }
        if (report.getPtimeMs() != 0 && (isLater || to.getPtimeMs() == 0)) to.setPtimeMs(report.getPtimeMs());
        if (report.getSkewPpm() != 0 && (isLater || to.getSkewPpm() == 0)) to.setSkewPpm(report.getSkewPpm());
        if (report.getBitRateMaxBps() != 0 && (isLater || to.getBitRateMaxBps() == 0)) {
            to.setBitRateMaxBps(report.getBitRateMaxBps());
        }
    }

    private static void addSide(MediaReport to, MediaReport report) {
        SideCounts side = side(to).plus(side(report));
        to.setTelephoneEvents(side.telephoneEvents());
        to.setTelephoneEventMs(side.telephoneEventMs());
        to.setRedundantPackets(side.redundantPackets());
        to.setRedundancyDepth(Math.max(to.getRedundancyDepth(), report.getRedundancyDepth()));
        to.setRecovered(side.recovered());
        to.setNackedPackets(side.nackedPackets());
        to.setPictureRequests(side.pictureRequests());
    }

    private static SideCounts side(MediaReport report) {
        return new SideCounts(
                report.getTelephoneEvents(),
                report.getTelephoneEventMs(),
                report.getRedundantPackets(),
                report.getRecovered(),
                report.getNackedPackets(),
                report.getPictureRequests());
    }

    static StreamCounters counters(MediaReport report) {
        return new StreamCounters(
                new PacketCounts(
                        report.getReceived(),
                        report.getUnique(),
                        report.getExpected(),
                        report.getDuplicate(),
                        report.getOutOfOrder(),
                        report.getRestarts(),
                        report.getOctets(),
                        report.getComfortNoise(),
                        report.getTelephoneEvent()),
                new JitterCounts(
                        report.getJitterSumMs(),
                        report.getJitterSamples(),
                        report.getJitterMaxMs(),
                        report.getDeltaMaxMs(),
                        cells(report.getInterarrival(), JitterCounts.CELLS)),
                new LossPattern(
                        report.getBurstLoss(),
                        report.getBurstPackets(),
                        report.getBursts(),
                        report.getGapLoss(),
                        report.getGapPackets(),
                        report.getLossRuns()),
                new LateCounts(report.getLateFixed50(), report.getLateFixed200(), report.getLateAdaptive()),
                new LossPattern(
                        report.getPlayoutBurstLoss(),
                        report.getPlayoutBurstPackets(),
                        report.getPlayoutBursts(),
                        report.getPlayoutGapLoss(),
                        report.getPlayoutGapPackets(),
                        report.getPlayoutLossRuns()),
                new ReorderCounts(
                        cells(report.getReorderExtents(), ReorderCounts.BOUNDS.size()), report.getReorderExtentMax()),
                new TalkCounts(
                        report.getPauses(),
                        report.getPauseMs(),
                        report.getPauseMaxMs(),
                        report.getTalkJitterSumMs(),
                        report.getTalkJitterSamples()));
    }

    private static void store(StreamCounters counters, MediaReport to) {
        PacketCounts packets = counters.packets();
        to.setReceived(packets.received());
        to.setUnique(packets.unique());
        to.setExpected(packets.expected());
        to.setDuplicate(packets.duplicate());
        to.setOutOfOrder(packets.outOfOrder());
        to.setRestarts(packets.restarts());
        to.setOctets(packets.octets());
        to.setComfortNoise(packets.comfortNoise());
        to.setTelephoneEvent(packets.telephoneEvent());
        JitterCounts jitter = counters.jitter();
        to.setJitterSumMs(jitter.sumMs());
        to.setJitterSamples(jitter.samples());
        to.setJitterMaxMs(jitter.maxMs());
        to.setDeltaMaxMs(jitter.deltaMaxMs());
        to.setInterarrival(new ArrayList<>(jitter.interarrival()));
        LossPattern loss = counters.loss();
        to.setBurstLoss(loss.burstLoss());
        to.setBurstPackets(loss.burstPackets());
        to.setBursts(loss.bursts());
        to.setGapLoss(loss.gapLoss());
        to.setGapPackets(loss.gapPackets());
        to.setLossRuns(loss.lossRuns());
        to.setLateFixed50(counters.late().fixed50());
        to.setLateFixed200(counters.late().fixed200());
        to.setLateAdaptive(counters.late().adaptive());
        LossPattern playout = counters.playout();
        to.setPlayoutBurstLoss(playout.burstLoss());
        to.setPlayoutBurstPackets(playout.burstPackets());
        to.setPlayoutBursts(playout.bursts());
        to.setPlayoutGapLoss(playout.gapLoss());
        to.setPlayoutGapPackets(playout.gapPackets());
        to.setPlayoutLossRuns(playout.lossRuns());
        to.setReorderExtents(new ArrayList<>(counters.reorder().extents()));
        to.setReorderExtentMax(counters.reorder().extentMax());
        TalkCounts talk = counters.talk();
        to.setPauses(talk.pauses());
        to.setPauseMs(talk.pauseMs());
        to.setPauseMaxMs(talk.pauseMaxMs());
        to.setTalkJitterSumMs(talk.jitterSumMs());
        to.setTalkJitterSamples(talk.jitterSamples());
    }

    /** A report from elsewhere may hold a histogram of another length: it is cut or filled up, not refused. */
    private static List<Long> cells(List<Long> cells, int size) {
        if (cells.size() == size) return cells;
        List<Long> fitted = new ArrayList<>(Collections.nCopies(size, 0L));
        for (int i = 0; i < Math.min(cells.size(), size); i++) {
            fitted.set(i, cells.get(i));
        }
        return fitted;
    }

    private static List<Integer> union(List<Integer> first, List<Integer> second) {
        List<Integer> union = new ArrayList<>(first);
        for (Integer value : second) {
            if (union.size() < DISTINCT_MAX && !union.contains(value)) union.add(value);
        }
        return union;
    }
}
