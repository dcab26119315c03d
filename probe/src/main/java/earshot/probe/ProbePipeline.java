// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.events.SipTransport;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketGroup;
import earshot.probe.dissect.AgentNote;
import earshot.probe.dissect.Copies;
import earshot.probe.dissect.DecodeError;
import earshot.probe.dissect.Dissector;
import earshot.probe.dissect.ErrorLog;
import earshot.probe.dissect.Fate;
import earshot.probe.dissect.Flow;
import earshot.probe.dissect.PayloadHandler;
import earshot.probe.health.FateCounts;
import earshot.probe.health.HealthMeter;
import earshot.probe.health.ProbeMetrics;
import earshot.probe.health.ProbeMetrics.Metric;
import earshot.probe.publish.AgentLogs;
import earshot.probe.publish.DeviceReports;
import earshot.probe.publish.EventPublisher;
import earshot.probe.publish.EventStamp;
import earshot.probe.publish.MediaReports;
import earshot.probe.publish.RtcpReports;
import earshot.probe.publish.SipMessages;
import earshot.probe.track.MediaHints;
import earshot.probe.track.RtcpMatcher;
import earshot.probe.track.StreamTracker;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtp.RtpHeader;
import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.vq.VqReport;
import earshot.protocols.vq.VqReportParser;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The probe from packet to event, without threads and without clocks: all times are the packets' own, so the same
 * packets give the same events. Used by one thread.
 */
public final class ProbePipeline {
    /** RTP by HEP may be so much older than the packet that brought it. */
    private static final long AGENT_LAG_NANOS = 5_000_000_000L;
    /** Fewer packets of those looked at say nothing yet. */
    private static final int DOUBLED_COPIES_MIN = 10;
    /** Networks make a copy now and then; a doubled mirror port makes half of what it shows. */
    private static final double DOUBLED_PERCENT = 5;

    private final ErrorLog errors;
    private final Copies copies;
    private final Dissector dissector;
    private final MediaHints hints;
    private final StreamTracker tracker;
    private final HealthMeter health;
    private final EventPublisher publisher;
    private final SipMessages sipMessages;
    private final RtcpReports rtcpReports;
    private final DeviceReports deviceReports;
    private final AgentLogs agentLogs;
    private final DoubtedPackets doubted = new DoubtedPackets();
    private final PacketGroup single = new PacketGroup();
    private long packets;
    /** Now: the time of the last packet, or that until which nothing came. */
    private long timeNanos;
    /** From then, until the other, nothing is due but to take in packets. */
    private long quietFromNanos = Long.MAX_VALUE;

    private long quietUntilNanos = Long.MIN_VALUE;
    private Map<String, Long> refusedBefore = Map.of();
    /** Of the packets confirmed, those that came within TCP, whose segments have fates of their own. */
    private long confirmedInSegments;

    private long kernelDropped;
    private long interfaceDropped;

    public ProbePipeline(PipelineSettings settings, EventPublisher publisher) {
        EventStamp stamp = new EventStamp(settings.probeId(), settings.bootMicros());
        long seed = settings.tableSeed();
        this.publisher = publisher;
        this.errors = new ErrorLog(settings.errorsMax());
        this.copies = new Copies(settings.copyWindowMicros(), seed);
        this.dissector = new Dissector(new Payloads(), errors, copies);
        this.hints = new MediaHints(settings.endpointsMax(), seed);
        MediaReports mediaReports = new MediaReports(stamp, settings.buffers());
        this.tracker = new StreamTracker(
                settings.probeId(),
                settings.streamLimits(),
                hints,
                (stream, counters, interval) -> publisher.media(mediaReports.of(stream, counters, interval)),
                seed);
        this.health = new HealthMeter(stamp, publisher, errors, settings.healthMillis() * 1_000);
        this.sipMessages = new SipMessages(stamp, settings.sipHeaders());
        this.deviceReports = new DeviceReports(stamp, publisher);
        this.agentLogs = new AgentLogs(stamp, publisher, settings.keepsLogs());
        this.rtcpReports = new RtcpReports(stamp, new RtcpMatcher(tracker, hints, seed), publisher);
    }

    /** Takes in one packet, as {@link #accept(PacketGroup)}. */
    public void accept(CapturedPacket packet) {
        single.set(packet);
        accept(single);
    }

    /** Takes in packets one after the other, or holds those whose time is in doubt. Never throws, whatever their bytes are. */
    public void accept(PacketGroup group) {
        tracker.expect(group);
        int next = takeSteady(group, 0);
        while (next < group.size()) {
            acceptAny(group.packet(next));
            next = takeSteady(group, next + 1);
        }
    }

    private void acceptAny(CapturedPacket packet) {
        long micros = packet.timeNanos() / 1_000;
        if (packets > 0 && DoubtedPackets.isLeap(nowMicros(), micros)) {
            doubted.hold(packet);
            if (doubted.isFull()) settle();
        } else {
            if (doubted.isHolding()) settle(nowMicros());
            take(packet);
        }
        quietFromNanos = timeNanos;
        quietUntilNanos = doubted.isHolding() ? Long.MIN_VALUE : 1_000 * dueMicros();
    }

    /**
     * The short way of nearly all packets: those that their streams expected, at a time at which nothing else is to be done.
     * Returns the first of the group, from that one on, that has to go the long way; or their number.
     */
    private int takeSteady(PacketGroup group, int from) {
        long before = tracker.packets();
        try {
            tracker.takeSteady(from, quietFromNanos, quietUntilNanos, copies.sampleMask());
        } catch (RuntimeException e) {
            errors.add(packets, "probe", "fault in " + placeOf(e));
        }
        int taken = (int) (tracker.packets() - before);
        if (taken == 0) return from;
        packets += taken;
        timeNanos = group.timeNanos(from + taken - 1);
        health.count(Fate.RTP, taken);
        return from + taken;
    }

    /** Takes in the packets in doubt at their own times. */
    private void settle() {
        while (doubted.isHolding()) take(doubted.release());
    }

    /** Takes in the packets in doubt now that something else tells the time: those far from it are dated as of now. */
    private void settle(long toldMicros) {
        while (doubted.isHolding()) {
            CapturedPacket packet = doubted.release();
            long micros = packet.timeNanos() / 1_000;
            boolean isWrong = DoubtedPackets.isLeap(toldMicros, micros);
            if (isWrong) packet.shift((nowMicros() - micros) * 1_000);
            take(packet);
            if (isWrong) {
                String where = micros > toldMicros ? "ahead of" : "behind";
                errors.add(packets, "file", "time more than an hour " + where + " the packets around it");
            }
        }
    }

    private void take(CapturedPacket packet) {
        packets++;
        tracker.advanceTo(nowMicros());
        advanceTo(packet.timeNanos());
        health.count(fateOf(packet));
    }

    /** The boundary at which a fault of ours becomes a counted fate: one packet must not blind the probe. */
    private Fate fateOf(CapturedPacket packet) {
        try {
            return dissector.dissect(packet, packets);
        } catch (RuntimeException | StackOverflowError e) {
            errors.add(packets, "probe", "fault in " + placeOf(e));
            return Fate.DECODER_BUG;
        }
    }

    private static String placeOf(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String place = trace.length == 0 ? "unknown place" : trace[0].getFileName() + ":" + trace[0].getLineNumber();
        return place + " (" + fault.getClass().getSimpleName() + ")";
    }

    /** Lets time pass up to then while no packets come, so that reports are made and streams end. */
    public void silentUntil(long micros) {
        if (doubted.isHolding()) settle(micros);
        if (micros > nowMicros()) advanceTo(1_000 * micros);
    }

    private long dueMicros() {
        return Math.min(tracker.dueMicros(), health.dueMicros());
    }

    private long nowMicros() {
        return timeNanos / 1_000;
    }

    private void advanceTo(long nanos) {
        timeNanos = nanos;
        long micros = nowMicros();
        tracker.advanceTo(micros);
        if (health.isDue(micros)) health.publish(micros, totalsForHealth());
    }

    /** Tells the totals of packets lost before they reached the probe. */
    public void captureDrops(long kernelDropped, long interfaceDropped) {
        this.kernelDropped = kernelDropped;
        this.interfaceDropped = interfaceDropped;
        tracker.advanceTo(nowMicros()); // packets as expected do not tell it the time
        tracker.captureDrops(kernelDropped, interfaceDropped);
    }

    /** Tells the totals of packets that the source turned away, by {@code layer:reason}: each counts as an error. */
    public void captureRefusals(Map<String, Long> refused) {
        refused.forEach((name, count) -> {
            long since = count - refusedBefore.getOrDefault(name, 0L);
            int colon = name.indexOf(':');
            if (since > 0) errors.count(name.substring(0, colon), name.substring(colon + 1), since);
        });
        refusedBefore = refused;
    }

    /** Counts an error of the capture itself, such as a broken file. */
    public void captureError(String layer, String reason) {
        errors.add(packets, layer, reason);
    }

    /** Ends all streams and publishes their last reports and the last health record. */
    public void finish() {
        settle();
        dissector.finish();
        tracker.advanceTo(nowMicros());
        tracker.finish();
        health.finish(nowMicros(), totalsForHealth());
    }

    /** What became of all packets; those that were on probation count as decoded once their stream was recognised. */
    public PacketTotals totals() {
        FateCounts fates = health.fates();
        long confirmed = tracker.confirmed() - confirmedInSegments;
        return new PacketTotals(
                fates.sum(),
                fates.of(Fate.Outcome.DECODED) + confirmed,
                fates.of(Fate.Outcome.IGNORED) - confirmed,
                fates.of(Fate.Outcome.MALFORMED),
                fates.of(Fate.Outcome.TRUNCATED));
    }

    /** Packets by fate since the start. */
    public FateCounts fates() {
        return health.fates();
    }

    /** The first errors in order of reading, up to the bound in the settings. */
    public List<DecodeError> errors() {
        return errors.kept();
    }

    /** Estimated share of the packets that are copies which were kept, percent; 0 where copies are dropped. */
    public double copiesPercent() {
        return copies.dropsCopies() || copies.looked() == 0 ? 0 : 100.0 * copies.found() / copies.looked();
    }

    /** Whether so many packets are copies that the mirror port is probably doubled. */
    public boolean isProbablyDoubled() {
        return copies.found() >= DOUBLED_COPIES_MIN && copiesPercent() >= DOUBLED_PERCENT;
    }

    /** All errors, those that are not kept included, by {@code layer:reason}. */
    public Map<String, Long> errorCounts() {
        return errors.counts();
    }

    /** Streams running now. */
    public int streamsActive() {
        return tracker.streams();
    }

    /** All totals, and numbers of the source's own, as other threads may see them. */
    public ProbeMetrics metrics(Map<String, Long> ofSource) {
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) fates.put(fate, health.fates().of(fate));
        Map<Metric, Long> values = new EnumMap<>(Metric.class);
        values.put(Metric.KERNEL_DROPPED_TOTAL, kernelDropped);
        values.put(Metric.INTERFACE_DROPPED_TOTAL, interfaceDropped);
        values.put(Metric.EVENTS_PUBLISHED_TOTAL, publisher.published());
        values.put(Metric.EVENTS_DROPPED_TOTAL, publisher.dropped());
        values.put(Metric.COPIES_KEPT_PERCENT, Math.round(copiesPercent()));
        values.put(Metric.STREAMS_ACTIVE, (long) tracker.streams());
        values.put(Metric.STREAMS_EVICTED_TOTAL, tracker.evicted());
        return new ProbeMetrics(fates, errors.counts(), values, ofSource);
    }

    private HealthMeter.Totals totalsForHealth() {
        return new HealthMeter.Totals(kernelDropped, interfaceDropped, tracker.streams(), tracker.evicted());
    }

    /** Hands what the dissector finds to those who follow it. */
    private final class Payloads implements PayloadHandler {
        @Override
        public Fate rtp(Flow flow, RtpHeader rtp, byte[] bytes, int dscp) {
            return switch (tracker.packet(flow, rtp, bytes, mediaTimeNanos(), dscp)) {
                case STREAM -> Fate.RTP;
                case PROBATION -> Fate.RTP_PROBATION;
                case NO_ROOM -> Fate.RTP_NO_ROOM;
                case NONE -> Fate.OTHER_UDP;
            };
        }

        @Override
        public Fate streamedRtp(Flow flow, RtpHeader rtp, byte[] bytes, int dscp) {
            long before = tracker.confirmed();
            Fate fate = rtp(flow, rtp, bytes, dscp);
            confirmedInSegments += tracker.confirmed() - before;
            return fate;
        }

        @Override
        public void rtcp(Flow flow, RtcpCompound compound) {
            AgentNote note = dissector.note();
            long time = note.isPresent() ? note.timeNanos() : timeNanos;
            String fault = rtcpReports.publish(compound, flow, time, note.agent(), note.callId());
            if (!fault.isEmpty()) errors.add(packets, "rtcp", fault);
        }

        @Override
        public void sip(Flow flow, SipMessageView message, Carrier carrier, int fragments) {
            SessionDescription sdp = message.sdp();
            if (sdp != null) {
                hints.learn(sdp, message.callId());
                for (String anomaly : sdp.anomalies()) errors.add(packets, "sdp", anomaly);
            }
            AgentNote note = dissector.note();
            SipTransport transport = Transports.of(carrier, message, note);
            long time = note.isPresent() ? note.timeNanos() : timeNanos;
            publisher.sip(sipMessages.of(
                    message,
                    sdp,
                    new SipMessages.Sighting(flow, transport, time / 1_000, packets, note.agent(), fragments)));
            deviceReports.publish(message, flow, time, note.agent());
        }

        @Override
        public boolean quality(Flow flow, byte[] bytes, int offset, int length) {
            VqReport report = VqReportParser.parse(bytes, offset, length);
            if (report == null) return false;
            AgentNote note = dissector.note();
            deviceReports.publish(report, "", flow, note.timeNanos(), note.agent());
            return true;
        }

        @Override
        public void log(Flow flow, byte[] bytes, int offset, int length) {
            agentLogs.publish(flow, dissector.note(), packets, bytes, offset, length);
        }

        /** An agent's own time, for the spacing of packets; but streams end by the time of the probe. */
        private long mediaTimeNanos() {
            AgentNote note = dissector.note();
            return note.isPresent() ? Math.max(note.timeNanos(), timeNanos - AGENT_LAG_NANOS) : timeNanos;
        }
    }
}
