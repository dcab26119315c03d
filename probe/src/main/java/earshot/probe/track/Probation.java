// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import earshot.protocols.Bytes;
import earshot.protocols.rtp.PayloadTypes;
import java.util.Arrays;

/**
 * Flows that may be RTP, though no session description says so: kept until their packets prove it, one after the other
 * in sequence with timestamps that a media clock could give (RFC 3550 A.1, stricter). Packets seen meanwhile are kept
 * too, so that a stream is counted from its first packet on.
 *
 * <p>Noise seldom gets far: a false stream would need the same SSRC, a counter where the sequence number is and a clock
 * where the timestamp is, in several packets in a row.
 *
 * <p>Bounded: a candidate that has been silent makes room, but one whose packets keep coming does not. Else, where more
 * streams begin at once than there is room for, each would drive out the other and none would ever be recognised.
 */
final class Probation {
    /** Steps in sequence that prove a stream. */
    private static final int STEPS_TO_PASS = 4;
    /** Steps that prove it although the timestamps stand still, as in padding sent to probe for bandwidth. */
    private static final int STEPS_WITHOUT_CLOCK = 8;
    /** Packets kept of one candidate; when they are used up without proof, it starts again. */
    static final int PACKETS_MAX = 24;

    /** What keeps sending sends more often than that. */
    private static final long SILENT_NANOS = 500_000_000L;

    private static final int GAP_MAX = 50;
    private static final int LATE_MAX = 50;
    private static final long CLOCK_MAX_HZ = 96_000;
    private static final double SLACK_SECONDS = 2;
    /** Video sends frames out of display order: half a second at 90 kHz. */
    private static final int TICKS_BACK_MAX = 45_000;

    private final FlowTable table;
    private long[] times = new long[0];
    private int[] timestamps = new int[0];
    private int[] payloads = new int[0];
    private int[] packed = new int[0];
    private int[] events = new int[0];
    private int[] counts = new int[0];
    private int[] steps = new int[0];
    private boolean[] clockMoved = new boolean[0];
    private boolean[] onlyEvents = new boolean[0];
    private final RtpArrival last = new RtpArrival();

    Probation(int limit, long seed) {
        this.table = new FlowTable(limit, seed);
    }

    int size() {
        return table.size();
    }

    int find(Flow flow, int ssrc) {
        return table.find(flow, ssrc);
    }

    /** Whether there is room for another candidate at that time. */
    boolean hasRoom(long nowNanos) {
        return !table.isFull() || lastTime(table.oldest()) < nowNanos - SILENT_NANOS;
    }

    /** Takes a packet of a candidate, known or with room for it; returns its slot when it has passed, else NONE. */
    int take(Flow flow, int ssrc, RtpArrival packet) {
        int slot = table.find(flow, ssrc);
        if (slot == FlowTable.NONE) slot = enter(flow, ssrc);
        table.touch(slot);
        if (counts[slot] == PACKETS_MAX) restart(slot);
        if (counts[slot] > 0) compare(slot, packet);
        onlyEvents[slot] &= packet.looksLikeEvent;
        store(slot, packet);
        boolean hasClock = clockMoved[slot] || onlyEvents[slot];
        int needed = hasClock ? STEPS_TO_PASS : STEPS_WITHOUT_CLOCK;
        return steps[slot] >= needed ? slot : FlowTable.NONE;
    }

    int packets(int slot) {
        return counts[slot];
    }

    void packet(int slot, int number, RtpArrival into) {
        int at = slot * PACKETS_MAX + number;
        into.timeNanos = times[at];
        into.timestamp = timestamps[at];
        into.payloadOctets = payloads[at];
        into.event = events[at];
        into.bytes = Bytes.NONE;
        into.unpack(packed[at]);
    }

    void remove(int slot) {
        table.remove(slot);
    }

    /** Forgets candidates silent since then. */
    void expire(long beforeNanos) {
        int slot = table.oldest();
        while (slot != FlowTable.NONE && lastTime(slot) < beforeNanos) {
            table.remove(slot);
            slot = table.oldest();
        }
    }

    private void compare(int slot, RtpArrival packet) {
        packet(slot, counts[slot] - 1, last);
        int step = (packet.sequence - last.sequence) & 0xFFFF;
        if (step == 0 || step >= 0x10000 - LATE_MAX) return; // a copy or a late one proves nothing either way
        int ticks = packet.timestamp - last.timestamp;
        double seconds = Math.max(0, packet.timeNanos - last.timeNanos) / 1e9;
        boolean inSequence =
                step <= GAP_MAX && ticks >= -TICKS_BACK_MAX && ticks <= CLOCK_MAX_HZ * (seconds + SLACK_SECONDS);
        if (!inSequence) {
            steps[slot] = 0;
            clockMoved[slot] = false;
            return;
        }
        clockMoved[slot] |= ticks > 0;
        if (packet.payloadType == last.payloadType || steps[slot] > 0) steps[slot]++;
    }

    private int enter(Flow flow, int ssrc) {
        if (table.isFull()) table.remove(table.oldest());
        int slot = table.add(flow, ssrc);
        if (slot >= counts.length) grow();
        restart(slot);
        return slot;
    }

    private void restart(int slot) {
        counts[slot] = 0;
        steps[slot] = 0;
        clockMoved[slot] = false;
        onlyEvents[slot] = true;
    }

    private void store(int slot, RtpArrival packet) {
        int at = slot * PACKETS_MAX + counts[slot]++;
        times[at] = packet.timeNanos;
        timestamps[at] = packet.timestamp;
        payloads[at] = packet.payloadOctets;
        events[at] = packet.event;
        packed[at] = packet.pack();
    }

    private long lastTime(int slot) {
        return times[slot * PACKETS_MAX + counts[slot] - 1];
    }

    private void grow() {
        int slots = table.slots();
        times = Arrays.copyOf(times, slots * PACKETS_MAX);
        timestamps = Arrays.copyOf(timestamps, slots * PACKETS_MAX);
        payloads = Arrays.copyOf(payloads, slots * PACKETS_MAX);
        packed = Arrays.copyOf(packed, slots * PACKETS_MAX);
        events = Arrays.copyOf(events, slots * PACKETS_MAX);
        counts = Arrays.copyOf(counts, slots);
        steps = Arrays.copyOf(steps, slots);
        clockMoved = Arrays.copyOf(clockMoved, slots);
        onlyEvents = Arrays.copyOf(onlyEvents, slots);
    }

    /** Whether a packet may begin or continue a stream found without signalling. */
    static boolean isEligible(Flow flow, int payloadType) {
        return PayloadTypes.isPlausible(payloadType)
                && isMediaPort(flow.sourcePort())
                && isMediaPort(flow.destinationPort());
    }

    /** Not a system port, nor one of SIP, L2TP, IKE, GTP and VXLAN. */
    private static boolean isMediaPort(int port) {
        return switch (port) {
            case 1701, 2152, 4500, 4789, 5060, 5061 -> false;
            default -> port >= 1024;
        };
    }
}
