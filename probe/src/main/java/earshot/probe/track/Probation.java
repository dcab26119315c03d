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
 * where the timestamp is, in several packets in a row. The timestamps must run as fast as time does: at the rate that
 * RFC 3551 gives the payload type, else at one that media have. A stream whose timestamps do not, as some senders' do
 * not, has to show more packets. How often this errs is measured in docs/accuracy.md.
 *
 * <p>Bounded: a candidate that has been silent makes room, but one whose packets keep coming does not. Else, where more
 * streams begin at once than there is room for, each would drive out the other and none would ever be recognised.
 */
final class Probation {
    /** Steps in sequence that prove a stream. */
    private static final int STEPS_TO_PASS = 4;
    /**
     * Steps that prove one of a payload type that only browsers use, which give dynamic types a second range. A header
     * extension with elements that fit (RFC 8285), as browsers send it, makes up for that. One that does not fit says
     * nothing: some programs encrypt it.
     */
    private static final int STEPS_OF_RARE_TYPE = 12;
    /** Steps that prove it although the timestamps stand still, as in a large picture or in padding. */
    private static final int STEPS_WITHOUT_CLOCK = 10;
    /** Steps that prove it although the timestamps move at no media's rate. */
    private static final int STEPS_WITH_ODD_CLOCK = 20;
    /** Packets kept of one candidate; when they are used up without proof, it starts again. */
    static final int PACKETS_MAX = 24;

    /** What keeps sending sends more often than that. */
    private static final long SILENT_NANOS = 500_000_000L;

    private static final int GAP_MAX = 50;
    private static final int LATE_MAX = 50;
    private static final long CLOCK_MAX_HZ = 96_000;
    /** Of text (RFC 4103), and of some messengers' streams. */
    private static final long CLOCK_MIN_HZ = 1_000;

    private static final double SLACK_SECONDS = 2;
    /** Less time than that says nothing of a rate: packets come in clusters. */
    private static final double RATE_SECONDS_MIN = 0.06;
    /** How far a few packets, late and early, may be off the true rate. */
    private static final double RATE_LOW = 0.4;

    private static final double RATE_HIGH = 1.5;
    private static final double RATE_SLACK_SECONDS = 0.2;
    /** Fewer ticks than that in several packets: the number counts packets, or nothing. */
    private static final int TICKS_MIN = 20;
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
    private long[] runTimes = new long[0]; // of the packet that the steps in a row began with
    private int[] runTimestamps = new int[0];
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
        if (steps[slot] == 0) beginRun(slot, packet);
        onlyEvents[slot] &= packet.looksLikeEvent;
        store(slot, packet);
        return steps[slot] >= stepsNeeded(slot, packet) ? slot : FlowTable.NONE;
    }

    private int stepsNeeded(int slot, RtpArrival packet) {
        if (onlyEvents[slot]) return STEPS_TO_PASS;
        if (!clockMoved[slot]) return STEPS_WITHOUT_CLOCK;
        if (!keepsTime(slot, packet)) return STEPS_WITH_ODD_CLOCK;
        boolean isUsual = PayloadTypes.isPlausible(packet.payloadType) || packet.hasElements;
        return isUsual ? STEPS_TO_PASS : STEPS_OF_RARE_TYPE;
    }

    /** Whether the timestamps have run about as fast as the time since the steps in a row began. */
    private boolean keepsTime(int slot, RtpArrival packet) {
        int ticks = packet.timestamp - runTimestamps[slot];
        if (ticks < TICKS_MIN) return false;
        double seconds = (packet.timeNanos - runTimes[slot]) / 1e9;
        if (seconds < RATE_SECONDS_MIN) return true;
        int knownHz = PayloadTypes.clockRateHz(packet.payloadType);
        double low = RATE_LOW * (knownHz == 0 ? CLOCK_MIN_HZ : knownHz);
        double high = RATE_HIGH * (knownHz == 0 ? CLOCK_MAX_HZ : knownHz);
        return ticks >= low * seconds && ticks <= high * (seconds + RATE_SLACK_SECONDS);
    }

    private void beginRun(int slot, RtpArrival packet) {
        runTimes[slot] = packet.timeNanos;
        runTimestamps[slot] = packet.timestamp;
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
        runTimes = Arrays.copyOf(runTimes, slots);
        runTimestamps = Arrays.copyOf(runTimestamps, slots);
        onlyEvents = Arrays.copyOf(onlyEvents, slots);
    }

    /**
     * Whether a packet may begin or continue a stream found without signalling. TURN over TCP is mostly on ports of the web, and
     * framed as only media are.
     */
    static boolean isEligible(Flow flow, int payloadType) {
        return (PayloadTypes.isPlausible(payloadType) || PayloadTypes.isRare(payloadType))
                && (flow.isStreamed() || (isMediaPort(flow.sourcePort()) && isMediaPort(flow.destinationPort())));
    }

    /**
     * Not a system port, nor one of OpenVPN, L2TP, RADIUS, SSDP, GTP, IKE, IAX, VXLAN, SIP, multicast DNS, LLMNR and
     * Geneve.
     */
    private static boolean isMediaPort(int port) {
        return switch (port) {
            case 1194, 1701, 1812, 1813, 1900, 2152, 4500, 4569, 4789, 5060, 5061, 5353, 5355, 6081 -> false;
            default -> port >= 1024;
        };
    }
}
