// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.events.CaptureSuspicion;
import earshot.events.Keys;
import earshot.probe.capture.PacketGroup;
import earshot.probe.dissect.Flow;
import earshot.protocols.rtp.RtpHeader;
import earshot.quality.BufferDepths;
import earshot.quality.StreamCounters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All RTP streams that are running: recognises them, counts their packets, and tells a {@link StreamListener} of each
 * interval and of the end. An interval is some seconds of the stream's own time, from its first packet on.
 *
 * <p>Time comes from packets (and from {@link #advanceTo} while none come). What one packet costs does not depend on
 * how many streams there are: streams due for a report and streams gone silent wait in queues in order of time.
 */
public final class StreamTracker {
    /**
     * Bounds.
     *
     * @param streamsMax the stream silent for longest makes room
     * @param candidatesMax flows on probation; those that come when it is full are turned away and counted
     * @param idleMicros a stream silent for that long has ended
     * @param intervalMicros length of an interval
     * @param buffers playout buffers that are emulated on each stream
     */
    public record Limits(
            int streamsMax, int candidatesMax, long idleMicros, long intervalMicros, BufferDepths buffers) {}

    private static final long CANDIDATE_IDLE_NANOS = 10_000_000_000L;
    /** Times that run backwards by more are a clock that was set, or another capture. */
    private static final long STEP_BACK_MICROS = 10_000_000L;

    private final String probeId;
    private final Limits limits;
    private final MediaHints hints;
    private final StreamListener listener;
    private final StreamTable table;
    private final StreamRows rows;
    private final FullRows full;
    private final LeastRecent recency = new LeastRecent();
    private final Probation probation;
    private final HostIndex hosts;
    private final CaptureLoss captureLoss = new CaptureLoss();
    private final RtpArrival arrival = new RtpArrival();
    private final RtpArrival earlier = new RtpArrival();
    private final FoundRows found = new FoundRows();
    private PacketGroup expected = new PacketGroup();
    private @Nullable TrackedStream dueFirst;
    private @Nullable TrackedStream dueLast;
    private long nowMicros = Long.MIN_VALUE;
    /** No stream can have been silent for too long before then. */
    private long silenceDueMicros = Long.MAX_VALUE;

    private long packets;
    private long confirmed;
    private long evicted;

    public StreamTracker(String probeId, Limits limits, MediaHints hints, StreamListener listener, long seed) {
        this.probeId = probeId;
        this.limits = limits;
        this.hints = hints;
        this.listener = listener;
        this.table = new StreamTable(limits.streamsMax(), hints, seed);
        this.rows = table.rows();
        this.full = new FullRows(table);
        this.probation = new Probation(limits.candidatesMax(), seed);
        this.hosts = new HostIndex(limits.streamsMax(), seed);
    }

    /**
     * Takes one packet with a whole RTP header.
     *
     * @return whether its stream is recognised; if not, the packet is kept in case it will be
     */
    public Recognition packet(Flow flow, RtpHeader rtp, byte[] bytes, long timeNanos, int dscp) {
        arrival.set(rtp, bytes, timeNanos, dscp);
        int ssrc = (int) rtp.ssrc();
        int slot = table.find(flow, ssrc);
        if (slot != StreamTable.NONE) {
            if (rows.isFull(slot)) table.at(slot).settle();
            boolean isDone = takesSteady(slot, rows.key(slot), arrival.start(), arrival.head(flow), timeNanos);
            if (!isDone) count(table.at(slot), arrival);
            return Recognition.STREAM;
        }
        int candidate = probation.find(flow, ssrc);
        if (isExpected(flow, arrival.payloadType)) {
            begin(flow, ssrc, candidate);
            return Recognition.STREAM;
        }
        if (!Probation.isEligible(flow, arrival.payloadType)) return Recognition.NONE;
        if (candidate == FlowTable.NONE && !probation.hasRoom(timeNanos)) return Recognition.NO_ROOM;
        arrival.look(rtp);
        int passed = probation.take(flow, ssrc, arrival);
        if (passed == FlowTable.NONE) return Recognition.PROBATION;
        confirm(flow, ssrc, passed);
        return Recognition.STREAM;
    }

    /** Looks at a group of packets, of which {@link #takeSteady} and {@link #packet} then take one after the other. */
    public void expect(PacketGroup group) {
        expected = group;
        found.find(group, table);
    }

    /**
     * Takes packets of the group, from one on, as long as they are plain RTP of known streams, came at a time from the first to before
     * the second, and are what their streams expected, as nearly all are. The first that is not goes the long way. What others of
     * the group did in between does no harm, since a row is looked at again.
     *
     * @param sequenceBits a packet whose sequence number has none of them goes the long way, too
     */
    public void takeSteady(int from, long fromNanos, long untilNanos, int sequenceBits) {
        int next = from;
        while (next < found.size()) {
            int taken = rows.take(expected, found, next, fromNanos, untilNanos, sequenceBits, packets);
            if (taken == 0) return;
            packets += taken;
            next += taken;
            int slot = found.slot(next - 1);
            if (!rows.isFull(slot)) return;
            full.add(slot);
        }
    }

    private boolean takesSteady(int slot, long key, long start, int head, long timeNanos) {
        StreamRows.Taken taken = rows.take(slot, key, start, head, timeNanos, packets + 1);
        if (taken == StreamRows.Taken.NO) return false;
        packets++;
        if (taken == StreamRows.Taken.FULL) table.at(slot).settle();
        return true;
    }

    /** What {@link #packet} made of a packet. */
    public enum Recognition {
        STREAM,
        PROBATION,
        /** Too many flows are on probation to take another. */
        NO_ROOM,
        /** Not RTP, whatever comes next. */
        NONE
    }

    /** Lets time pass: reports what is due and ends what has been silent for too long. */
    public void advanceTo(long micros) {
        if (micros <= nowMicros && micros > nowMicros - STEP_BACK_MICROS) return;
        nowMicros = micros;
        while (dueFirst != null && dueFirst.intervalEndMicros <= micros) report(dueFirst);
        if (micros >= silenceDueMicros) endSilent();
        probation.expire(micros * 1_000 - CANDIDATE_IDLE_NANOS);
    }

    /** Nothing is due before then. */
    public long dueMicros() {
        return dueFirst == null ? silenceDueMicros : Math.min(dueFirst.intervalEndMicros, silenceDueMicros);
    }

    private void endSilent() {
        silenceDueMicros = Long.MAX_VALUE;
        for (int slot = leastRecent(); slot != LeastRecent.NONE; slot = leastRecent()) {
            long lastMicros = table.at(slot).lastPacketMicros();
            if (lastMicros + limits.idleMicros() > nowMicros) {
                // The clock may be set back, and others come to be the longest silent: look again in good time.
                silenceDueMicros = Math.min(lastMicros, nowMicros) + limits.idleMicros();
                return;
            }
            endLeastRecent();
        }
    }

    /** The stream whose last packet came before that of any other, whatever its time says. */
    private int leastRecent() {
        while (recency.first() != LeastRecent.NONE) {
            long lastPacket = rows.lastPacket(recency.first());
            if (lastPacket == recency.firstUse()) return recency.first();
            recency.noteFirst(lastPacket);
        }
        return LeastRecent.NONE;
    }

    /** Ends every stream. */
    public void finish() {
        while (leastRecent() != LeastRecent.NONE) endLeastRecent();
    }

    /** Totals of packets lost before they reached the probe: intervals that overlap such a loss are suspect. */
    public void captureDrops(long kernelDropped, long interfaceDropped) {
        captureLoss.drops(kernelDropped, interfaceDropped, nowMicros);
    }

    public int streams() {
        return table.size();
    }

    /** Packets counted to streams so far. */
    public long packets() {
        return packets;
    }

    /** Streams ended to make room. */
    public long evicted() {
        return evicted;
    }

    /** Packets that were on probation when they came, and belong to a stream that was recognised later. */
    public long confirmed() {
        return confirmed;
    }

    /** The running stream of that flow, null when there is none. */
    @Nullable
    TrackedStream find(Flow flow, long ssrc) {
        int slot = table.find(flow, (int) ssrc);
        return slot == StreamTable.NONE ? null : table.at(slot);
    }

    /** The one running stream between those hosts whatever its ports, null when there is none or more than one. */
    @Nullable
    TrackedStream findByHosts(Flow flow, long ssrc) {
        return hosts.find(flow, ssrc);
    }

    private boolean isExpected(Flow flow, int payloadType) {
        PayloadMap map = hints.find(flow.destinationHigh(), flow.destinationLow(), flow.destinationPort());
        if (map != null && map.isDeclared(payloadType)) return true;
        map = hints.find(flow.sourceHigh(), flow.sourceLow(), flow.sourcePort());
        return map != null && map.isDeclared(payloadType);
    }

    /** Starts a stream that the current packet belongs to, with the packets of its probation if it was on one. */
    private void begin(Flow flow, int ssrc, int candidate) {
        if (candidate != FlowTable.NONE) {
            count(open(flow, ssrc, candidate), arrival);
        } else {
            count(add(flow, ssrc, arrival.timeNanos), arrival);
        }
    }

    /** As {@link #begin}, when the current packet is among those of the probation already. */
    private void confirm(Flow flow, int ssrc, int candidate) {
        open(flow, ssrc, candidate);
        confirmed--; // the current packet is counted as a stream's at once
    }

    private TrackedStream open(Flow flow, int ssrc, int candidate) {
        probation.packet(candidate, 0, earlier);
        TrackedStream stream = add(flow, ssrc, earlier.timeNanos);
        int packets = probation.packets(candidate);
        for (int i = 0; i < packets; i++) {
            probation.packet(candidate, i, earlier);
            count(stream, earlier);
        }
        confirmed += packets;
        probation.remove(candidate);
        return stream;
    }

    private TrackedStream add(Flow flow, int ssrc, long startNanos) {
        if (table.isFull()) {
            evicted++;
            leastRecent();
            endLeastRecent();
        }
        TrackedStream stream = new TrackedStream(flow, ssrc & 0xFFFF_FFFFL, startNanos, limits.buffers());
        stream.id = Keys.streamId(
                probeId,
                flow.sourceEndpoint(),
                flow.destinationEndpoint() + networkOf(flow),
                stream.ssrc(),
                stream.startMicros());
        stream.intervalStartMicros = stream.startMicros();
        stream.intervalEndMicros = stream.startMicros() + limits.intervalMicros();
        captureLoss.started(stream);
        table.add(stream);
        int slot = stream.slot();
        lookUpHints(stream);
        rows.lastPacket(slot, ++packets);
        recency.add(slot, packets);
        silenceDueMicros = Math.min(silenceDueMicros, stream.startMicros() + limits.idleMicros());
        appendDue(stream);
        hosts.add(stream);
        return stream;
    }

    /** Tells streams apart that one packet started on two networks at once. */
    private static String networkOf(Flow flow) {
        return flow.network() == 0 ? "" : '@' + Long.toHexString(flow.network());
    }

    private void count(TrackedStream stream, RtpArrival packet) {
        if (rows.takeNews(stream.slot())) lookUpHints(stream);
        if (packet.timeNanos / 1_000 >= stream.intervalEndMicros) report(stream);
        rows.lastPacket(stream.slot(), ++packets);
        long lastNanos = stream.lastPacketNanos();
        stream.count(packet);
        if (stream.isAfterHole()) captureLoss.gap(stream, lastNanos, packet.timeNanos);
        stream.expectMoreLike(packet);
    }

    private void lookUpHints(TrackedStream stream) {
        Flow flow = stream.flow();
        table.watchEnds(stream);
        stream.hints(
                hints.find(flow.destinationHigh(), flow.destinationLow(), flow.destinationPort()),
                hints.find(flow.sourceHigh(), flow.sourceLow(), flow.sourcePort()));
    }

    /** Reports the interval that has passed, and starts the one that holds the present. */
    private void report(TrackedStream stream) {
        long end = stream.intervalEndMicros;
        publish(stream, end, false);
        long length = limits.intervalMicros();
        long skipped = Math.max(0, Math.floorDiv(nowMicros - end, length)) * length;
        stream.intervalStartMicros = end + skipped;
        stream.intervalEndMicros = end + skipped + length;
        removeDue(stream);
        appendDue(stream);
    }

    private void publish(TrackedStream stream, long endMicros, boolean isLast) {
        StreamCounters counters = stream.drain(isLast);
        Set<CaptureSuspicion> suspicions = captureLoss.endInterval(stream, counters);
        if (isLast || counters.packets().received() > 0 || !counters.equals(StreamCounters.NONE)) {
            long startMicros = Math.min(stream.intervalStartMicros, endMicros - 1);
            listener.onInterval(
                    stream, counters, new StreamListener.Interval(startMicros, endMicros, isLast, suspicions));
        }
        stream.nextInterval();
    }

    /** Ends the stream that {@link #leastRecent} found. */
    private void endLeastRecent() {
        int slot = recency.first();
        recency.removeFirst();
        TrackedStream stream = table.at(slot);
        long silentMicros = stream.lastPacketMicros() + limits.idleMicros();
        // A stream that went silent ended when that was long enough; any other with its last packet.
        boolean wentSilent = silentMicros <= nowMicros;
        long lastMicros = Math.max(stream.lastPacketMicros(), stream.intervalStartMicros);
        publish(stream, wentSilent ? silentMicros : lastMicros + 1, true);
        removeDue(stream);
        captureLoss.ended(stream);
        hosts.remove(stream);
        table.remove(stream);
    }

    private void appendDue(TrackedStream stream) {
        stream.dueBefore = dueLast;
        stream.dueAfter = null;
        if (dueLast == null) dueFirst = stream;
        else dueLast.dueAfter = stream;
        dueLast = stream;
    }

    private void removeDue(TrackedStream stream) {
        if (stream.dueBefore == null) dueFirst = stream.dueAfter;
        else stream.dueBefore.dueAfter = stream.dueAfter;
        if (stream.dueAfter == null) dueLast = stream.dueBefore;
        else stream.dueAfter.dueBefore = stream.dueBefore;
    }
}
