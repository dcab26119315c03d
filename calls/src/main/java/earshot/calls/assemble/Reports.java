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

    /** The union of two reports; what cannot be added is taken from the later one when it knows. */
    static MediaReport sum(MediaReport a, MediaReport b) {
        boolean later = a.getEndMicros() > b.getEndMicros();
        MediaReport late = later ? a : b;
        MediaReport early = later ? b : a;
        StreamCounters counters = counters(a).plus(counters(b));
        MediaReport sum = MediaReport.newBuilder(late).build();
        sum.setStartMicros(Math.min(a.getStartMicros(), b.getStartMicros()));
        sum.setLastPacketMicros(Math.max(a.getLastPacketMicros(), b.getLastPacketMicros()));
        sum.setLast(a.getLast() || b.getLast());
        sum.setPayloadTypes(union(early.getPayloadTypes(), late.getPayloadTypes()));
        sum.setDscp(union(early.getDscp(), late.getDscp()));
        if (late.getCodec() == null) sum.setCodec(early.getCodec());
        if (late.getClockRateHz() == 0) sum.setClockRateHz(early.getClockRateHz());
        if (late.getPtimeMs() == 0) sum.setPtimeMs(early.getPtimeMs());
        if (late.getSkewPpm() == 0) sum.setSkewPpm(early.getSkewPpm());
        addSide(a, b, sum);
        if (late.getBitRateMaxBps() == 0) sum.setBitRateMaxBps(early.getBitRateMaxBps());
        sum.setEncrypted(a.getEncrypted() || b.getEncrypted());
        sum.setClearPackets(a.getClearPackets() + b.getClearPackets());
        sum.setTaggedPackets(a.getTaggedPackets() + b.getTaggedPackets());
        sum.setTypeChanges(a.getTypeChanges() + b.getTypeChanges());
        sum.setCaptureSuspect(a.getCaptureSuspect() || b.getCaptureSuspect());
        store(counters, sum);
        return sum;
    }

    private static void addSide(MediaReport a, MediaReport b, MediaReport to) {
        SideCounts side = side(a).plus(side(b));
        to.setTelephoneEvents(side.telephoneEvents());
        to.setTelephoneEventMs(side.telephoneEventMs());
        to.setRedundantPackets(side.redundantPackets());
        to.setRedundancyDepth(Math.max(a.getRedundancyDepth(), b.getRedundancyDepth()));
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
