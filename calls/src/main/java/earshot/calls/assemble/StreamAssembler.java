// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.BindingCandidates;
import earshot.calls.match.Claimant;
import earshot.calls.taps.TapNews;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Binding;
import earshot.events.Endpoints;
import earshot.events.Keys;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.quality.Score;
import earshot.quality.ScoreSettings;
import earshot.quality.StreamCounters;
import java.util.ArrayList;
import java.util.List;

/** Merges the reports of one stream, scores it and binds it to its call. Keyed by stream id. */
public final class StreamAssembler {
    private static final int STEP_MASK = 0x3FFF_FFFF;

    private final StreamScorer scorer;

    public StreamAssembler(ScoreSettings settings) {
        this.scorer = new StreamScorer(settings);
    }

    /** Where the rows go. */
    public interface Output {
        /** The stream as known now. */
        void stream(Stream stream);

        /** One interval with its score. */
        void interval(StreamInterval interval);

        /** News for the call that has the stream, or had it. */
        void bound(BoundStream bound);
    }

    public void report(StreamMemory memory, MediaReport report, Timers timers, Output out) {
        // The end of a stream that was silent for so long that it is forgotten: its row would lose its counts.
        if (memory.total == null && report.getReceived() == 0) return;
        EventOrder order = EventOrder.of(report);
        if (!memory.recent.add(order)) return;
        memory.streamId = report.getStreamId();
        HeldInterval held = new HeldInterval(report, memory.rtcp.rtt.takeInterval(), memory.copyOf);
        memory.trust.add(held, memory.total, order.timeMicros);
        if (memory.total == null) {
            memory.total = Reports.copy(report);
        } else {
            Reports.add(memory.total, report);
        }
        memory.ended |= report.getLast();
        boolean changed = decide(memory, order, out); // its owner may have given it up since
        String codec = StreamScorer.codec(memory, report);
        memory.course.report(report, codec == null ? "" : codec);
        memory.againstDirection += Findings.againstDirection(memory.owner, report);
        judge(memory, order.timeMicros, out);
        if (changed || memory.ended || isDue(memory, order.timeMicros)) publish(memory, order, out);
        wait(memory, order.timeMicros, timers);
    }

    /** Tells the intervals whose loss is settled, or has waited for long enough; whether there were any. */
    private boolean judge(StreamMemory memory, long nowMicros, Output out) {
        TrustMemory trust = memory.trust;
        List<HeldInterval> released = trust.release(nowMicros);
        for (HeldInterval one : released) {
            List<String> suspicions = trust.judge(one.report());
            trust.count(one.report(), suspicions);
            out.interval(interval(memory, one, suspicions, nowMicros));
        }
        trust.settle();
        return !released.isEmpty();
    }

    public void rtcp(StreamMemory memory, RtcpReport report, Timers timers, Output out) {
        EventOrder order = EventOrder.of(report);
        if (!memory.recent.add(order)) return;
        memory.streamId = report.getStreamId();
        LossSpan span = memory.rtcp.add(report);
        if (report.getTapExpected() >= 0) memory.trust.reported(order.timeMicros, span);
        judge(memory, order.timeMicros, out);
        // While the stream runs its next row carries the news.
        if (memory.total != null && memory.ended) publish(memory, order, out);
        wait(memory, order.timeMicros, timers);
    }

    /** The same packets at another tap, or a round trip as a device has it. */
    public void tap(StreamMemory memory, TapNews news, Timers timers, Output out) {
        memory.streamId = news.streamId;
        if (news.tellsCopy) {
            memory.copyOf = news.copyOf;
            wait(memory, news.order.timeMicros, timers);
            return;
        }
        if (news.isOfDevice()) {
            if (!memory.recent.add(news.order)) return;
            memory.rtcp.rtt.device(news.roundTripMs);
        } else {
            memory.tap = news;
        }
        // While the stream runs its next report carries the news.
        if (memory.total != null && memory.ended) publish(memory, news.order, out);
        wait(memory, news.order.timeMicros, timers);
    }

    public void candidates(StreamMemory memory, BindingCandidates candidates, Timers timers, Output out) {
        memory.streamId = candidates.streamId;
        if (candidates.source) {
            memory.atSource = candidates.claimants;
        } else {
            memory.atDestination = candidates.claimants;
        }
        boolean isNews = memory.ended && !memory.oppositeDscp.equals(candidates.oppositeDscp);
        if (!candidates.oppositeDscp.isEmpty()) memory.oppositeDscp = candidates.oppositeDscp;
        boolean changed = decide(memory, candidates.order, out) || isNews;
        if (changed && memory.total != null) publish(memory, candidates.order, out);
        wait(memory, candidates.order.timeMicros, timers);
    }

    /** Whether a row that only differs by its measurements goes out; the last one always does, at the stream's end. */
    private static boolean isDue(StreamMemory memory, long nowMicros) {
        return memory.publishedMicros == Patience.NEVER || nowMicros - memory.publishedMicros >= Patience.MEDIA_UPDATE;
    }

    /** Decides whose the stream is, and tells a call that loses it. */
    private boolean decide(StreamMemory memory, EventOrder order, Output out) {
        Claimant before = memory.owner;
        List<Claimant> claimants = Ownership.claimants(memory);
        boolean changed = Ownership.decide(memory, claimants);
        changed |= Ownership.noteContest(memory, claimants);
        boolean lost = before != null && !isOwner(memory, before.callId);
        if (before != null && lost && memory.total != null) {
            out.bound(bound(before, BoundStream.Relation.RELEASED, order, snapshot(memory)));
        }
        return changed;
    }

    public void timer(StreamMemory memory, long timeMicros, Timers timers, Output out) {
        // One that was due before it was asked for another may still come.
        if (timeMicros >= memory.timerMicros) memory.timerMicros = Patience.NEVER;
        if (memory.isEmpty()) return;
        if (judge(memory, timeMicros, out) && memory.ended) publish(memory, EventOrder.ofTimer(timeMicros), out);
        if (timeMicros < memory.expiresMicros) {
            schedule(memory, timers);
            return;
        }
        memory.expiresMicros = Patience.NEVER;
        if (memory.ended || memory.total == null) return;
        memory.ended = true;
        publish(memory, EventOrder.ofTimer(timeMicros), out);
    }

    private static void wait(StreamMemory memory, long timeMicros, Timers timers) {
        memory.expiresMicros = Math.max(memory.expiresMicros, timeMicros + Patience.SILENT_STREAM);
        schedule(memory, timers);
    }

    private static void schedule(StreamMemory memory, Timers timers) {
        long due = memory.trust.dueMicros();
        long next = due == Patience.NEVER ? memory.expiresMicros : Math.min(due, memory.expiresMicros);
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }

    private static boolean isOwner(StreamMemory memory, String callId) {
        return memory.owner != null && memory.owner.callId.equals(callId);
    }

    /** The stream's row, and the same for its call; calls that fit as well hear once that it is not theirs alone. */
    private void publish(StreamMemory memory, EventOrder order, Output out) {
        Claimant owner = memory.owner;
        memory.version++;
        memory.publishedMicros = order.timeMicros;
        Stream row = snapshot(memory);
        out.stream(row);
        if (owner == null) return;
        out.bound(bound(owner, BoundStream.Relation.BOUND, order, row));
        memory.shared.remove(owner.callId);
        for (String rival : Ownership.rivals(memory, Ownership.claimants(memory))) {
            if (memory.shared.contains(rival)) continue;
            memory.shared.add(rival);
            BoundStream shared = bound(owner, BoundStream.Relation.SHARED, order, row);
            shared.callId = rival;
            out.bound(shared);
        }
    }

    private static BoundStream bound(Claimant call, BoundStream.Relation relation, EventOrder order, Stream row) {
        BoundStream bound = new BoundStream();
        // One event may bring news of several streams to one call: the stream tells them apart.
        bound.order = order.step(EventOrder.STEP_EVENT + ((row.getStreamId() + relation).hashCode() & STEP_MASK));
        bound.callId = call.callId;
        bound.relation = relation;
        bound.stream = CallStream.of(row, call);
        bound.source = Endpoints.of(row.getSourceAddress(), row.getSourcePort());
        bound.destination = Endpoints.of(row.getDestinationAddress(), row.getDestinationPort());
        bound.ssrc = row.getSsrc();
        return bound;
    }

    private Stream snapshot(StreamMemory memory) {
        MediaReport total = memory.total;
        if (total == null) throw new IllegalStateException("a stream has no row before its first report");
        StreamCounters counters = Reports.counters(total);
        TrustMemory trust = memory.trust;
        MediaReport believed = trust.believed(total);
        Score score = believed == null
                ? Score.none("the probe may have lost packets in every interval", total.getUnique())
                : scorer.score(memory, believed, Reports.counters(believed), false);
        Rtt rtt = memory.rtcp.rtt.best();
        LossComparison loss = memory.rtcp.loss;
        EncryptionSeen seen = EncryptionSeen.of(total);
        return Stream.newBuilder()
                .setStreamId(total.getStreamId())
                .setVersion(memory.version)
                .setProbe(total.getProbe())
                .setSourceAddress(total.getSourceAddress())
                .setSourcePort(total.getSourcePort())
                .setDestinationAddress(total.getDestinationAddress())
                .setDestinationPort(total.getDestinationPort())
                .setSsrc(total.getSsrc())
                .setPayloadTypes(new ArrayList<>(total.getPayloadTypes()))
                .setCodec(StreamScorer.codec(memory, total))
                .setClockRateHz(total.getClockRateHz())
                .setPtimeMs(total.getPtimeMs())
                .setStartMicros(total.getStreamStartMicros())
                .setEndMicros(total.getLastPacketMicros())
                .setEnded(memory.ended)
                .setPackets(total.getReceived())
                .setUnique(total.getUnique())
                .setExpected(total.getExpected())
                .setLost(counters.lost())
                .setLossPercent(counters.lossPercent())
                .setDuplicates(total.getDuplicate())
                .setOutOfOrder(total.getOutOfOrder())
                .setJitterMeanMs(counters.jitter().meanMs())
                .setJitterMaxMs(total.getJitterMaxMs())
                .setDeltaMaxMs(total.getDeltaMaxMs())
                .setRestarts(total.getRestarts())
                .setBurstLossPercent(counters.loss().burstLossPercent())
                .setBurstRatio(counters.burstRatio())
                .setDiscardPercent(counters.discardPercent())
                .setRFactor(score.rFactor())
                .setMosLq(score.mosLq())
                .setMosCq(score.mosCq())
                .setScale(Receipts.scale(score))
                .setScoreNote(note(score.note(), trust))
                .setRttMs(rtt.samples.mean())
                .setDscp(new ArrayList<>(total.getDscp()))
                .setEncrypted(total.getEncrypted() && seen != EncryptionSeen.CLEAR)
                .setEncryptionSeen(seen.word())
                .setCaptureSuspect(total.getCaptureSuspect() || trust.suspectIntervals > 0)
                .setSenderReports(memory.rtcp.senderReports)
                .setReceiverReports(memory.rtcp.receiverReports)
                .setExtendedReports(memory.rtcp.extendedReports)
                .setReportedLossPercent(memory.rtcp.reportedLossPercent())
                .setTelephoneEvents(total.getTelephoneEvents())
                .setTelephoneEventMs(total.getTelephoneEventMs())
                .setRedundantPackets(total.getRedundantPackets())
                .setRedundancyDepth(total.getRedundancyDepth())
                .setRecovered(Math.max(0, total.getRecovered()))
                .setNackedPackets(total.getNackedPackets())
                .setPictureRequests(total.getPictureRequests())
                .setBitRateMaxBps(total.getBitRateMaxBps())
                .setXrMetrics(memory.rtcp.xrMetrics())
                .setTool(memory.rtcp.tool)
                .setDoubtfulReports(memory.rtcp.doubtfulReports)
                .setCallIds(callIds(memory))
                .setBinding(binding(memory))
                .setEncapsulation(total.getEncapsulation())
                .setSuspicions(new ArrayList<>(trust.suspicions))
                .setIntervals(trust.intervals)
                .setSuspectIntervals(trust.suspectIntervals)
                .setLossPercentMin(lossPercentMin(total, counters, trust))
                .setLossPercentTrusted(
                        believed == null ? null : Reports.counters(believed).lossPercent())
                .setComparedPackets(loss.count(loss.compared))
                .setLostUpstream(loss.count(loss.upstream))
                .setLostDownstream(loss.count(loss.downstream))
                .setLostByProbe(loss.count(loss.byProbe))
                .setLossPlace(loss.place())
                .setRttMinMs(rtt.samples.min())
                .setRttMaxMs(rtt.samples.max())
                .setRttSamples(rtt.samples.samples)
                .setRttSource(rtt.source)
                .setRttToSource(memory.rtcp.rtt.toSource.statistics())
                .setRttToReceiver(memory.rtcp.rtt.toReceiver.statistics())
                .setReceipt(Receipts.of(score))
                .setLossBurstRatio(counters.loss().burstRatio())
                .setIpdv50Ms(counters.jitter().stepMs(0.5))
                .setIpdv95Ms(counters.jitter().stepMs(0.95))
                .setIpdv99Ms(counters.jitter().stepMs(0.99))
                .setTalkJitterMeanMs(counters.talk().jitterMeanMs())
                .setReorderExtents(new ArrayList<>(total.getReorderExtents()))
                .setReorderExtentMax(total.getReorderExtentMax())
                .setTypeChanges(total.getTypeChanges())
                .setPauses(total.getPauses())
                .setPauseMs(total.getPauseMs())
                .setPauseMaxMs(total.getPauseMaxMs())
                .setBufferShortMs(total.getBufferShortMs())
                .setBufferLongMs(total.getBufferLongMs())
                .setBufferAdaptiveMinMs(total.getBufferAdaptiveMinMs())
                .setBufferAdaptiveMaxMs(total.getBufferAdaptiveMaxMs())
                .setLateShort(total.getLateFixed50())
                .setLateLong(total.getLateFixed200())
                .setLateAdaptive(total.getLateAdaptive())
                .setTap(TapText.of(memory.tap, total, loss))
                .setFindings(Findings.of(memory, total))
                .setCodecs(new ArrayList<>(memory.course.codecs))
                .setGaps(memory.course.gaps())
                .setContestedBy(new ArrayList<>(memory.contestedBy))
                .setGoodbye(memory.rtcp.goodbye)
                .setApplications(new ArrayList<>(memory.rtcp.applications))
                .build();
    }

    private static double lossPercentMin(MediaReport total, StreamCounters counters, TrustMemory trust) {
        long lost = Math.max(0, counters.lost() - trust.suspectLost);
        return total.getExpected() <= 0 ? 0 : Math.min(100, 100.0 * lost / total.getExpected());
    }

    private static String note(String note, TrustMemory trust) {
        if (trust.suspectIntervals == 0 || trust.suspectIntervals == trust.intervals) return note;
        String left = "without " + trust.suspectIntervals + " of " + trust.intervals
                + " intervals, in which the probe may have lost packets";
        return note.isEmpty() ? left : note + "; " + left;
    }

    private StreamInterval interval(StreamMemory memory, HeldInterval held, List<String> suspicions, long nowMicros) {
        MediaReport report = held.report();
        Rtt rtt = held.rtt;
        StreamCounters counters = Reports.counters(report);
        Score score = scorer.score(memory, report, counters, !suspicions.isEmpty());
        List<String> callIds = callIds(memory);
        return StreamInterval.newBuilder()
                .setStreamId(report.getStreamId())
                .setCallKeys(callIds.stream().map(Keys::callKey).toList())
                .setCallIds(callIds)
                .setProbe(report.getProbe())
                .setSource(Endpoints.of(report.getSourceAddress(), report.getSourcePort()))
                .setDestination(Endpoints.of(report.getDestinationAddress(), report.getDestinationPort()))
                .setCodec(StreamScorer.codec(memory, report))
                .setStartMicros(report.getStartMicros())
                .setEndMicros(report.getEndMicros())
                .setLast(report.getLast())
                .setPackets(report.getReceived())
                .setExpected(report.getExpected())
                .setLost(report.getExpected() - report.getUnique())
                .setLossPercent(counters.lossPercent())
                .setJitterMeanMs(counters.jitter().meanMs())
                .setJitterMaxMs(report.getJitterMaxMs())
                .setDiscarded(report.getLateFixed50())
                .setMosLq(score.mosLq())
                .setRttMs(rtt.samples.mean())
                .setCaptureSuspect(!suspicions.isEmpty())
                .setSuspicions(suspicions)
                .setLostMin(memory.trust.lostMin(report, suspicions))
                .setToldMicros(Math.max(nowMicros, report.getEndMicros()))
                .setRttMinMs(rtt.samples.min())
                .setRttMaxMs(rtt.samples.max())
                .setRttSamples(rtt.samples.samples)
                .setRttSource(rtt.source)
                .setScale(Receipts.scale(score))
                .setBurstRatio(counters.burstRatio())
                .setConfidence(Receipts.word(score.confidence().level()))
                .setCopyOf(held.copyOf)
                .build();
    }

    private static List<String> callIds(StreamMemory memory) {
        return memory.owner == null ? new ArrayList<>() : new ArrayList<>(List.of(memory.owner.callId));
    }

    private static Binding binding(StreamMemory memory) {
        Claimant owner = memory.owner;
        if (owner == null) return Binding.UNBOUND;
        if (memory.ambiguous) return Binding.AMBIGUOUS;
        if (owner.candidate) return Binding.ICE;
        return owner.fit == Claimant.FIT_BOTH_ENDS ? Binding.EXACT : Binding.ONE_SIDE;
    }
}
