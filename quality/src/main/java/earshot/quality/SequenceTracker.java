// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * Follows the sequence numbers of one stream: RFC 3550 A.1 without its probation, which would lose a stream's first
 * packets and is the business of whoever recognises streams.
 *
 * <p>A packet may come late by up to {@link #REORDER_WINDOW} sequence numbers; only then is it settled as lost. A jump
 * is a restart when the next packet continues it; what was before the restart is closed and kept in the sums. A jump
 * that the timestamps make too is an outage, and its packets are lost. A packet that fits nowhere is neither expected nor
 * unique: it was received, and that is all.
 */
final class SequenceTracker {
    /** What a packet is to those before it. */
    enum Arrival {
        /** The first of all, or of a sequence that restarted. */
        FIRST,
        /** Continues the sequence, with or without a hole before it. */
        AHEAD,
        /** Comes after one with a higher sequence number. */
        LATE,
        DUPLICATE,
        /** Far from the sequence; perhaps the first of a restart. */
        STRAY
    }

    /** Packets that a late one may be behind, and the memory for telling it from a duplicate. */
    static final int REORDER_WINDOW = 128;

    /** MAX_DROPOUT of RFC 3550 A.1: a larger step forward is not taken for loss at once. */
    static final int DROPOUT_MAX = 3000;

    private static final int NONE = -1;

    private final BurstDetector bursts = new BurstDetector();
    /** The same of packets that never came, and of those that playout discarded. */
    private final BurstDetector playoutBursts = new BurstDetector();

    private @Nullable ReorderExtents extents; // made for those in which packets overtake each other
    /** One bit for each packet of the window that came: bit 0 is the highest, then those before it. */
    private long recent;

    private long older;
    /** Of the packets that came, those that playout discarded, in the same bits. */
    private long discardedRecent;

    private long discardedOlder;
    /** Packets settled as received that the detectors have not been told of: they are before anything else happens. */
    private long receivedUntold;

    private boolean started;
    private boolean restarted;
    private long base;
    private long highest;
    private long settledBefore; // all below are settled
    private long highestTimestamp;
    private int straySequence = NONE;

    private long expectedInClosed; // since the last drain
    private long expectedDrained; // of the open sequence
    private long unique;
    private long duplicate;
    private long outOfOrder;
    private long restarts;
    private boolean afterHole;
    private long expectedBeforeOpen; // since the start, for comparing with the receiver's counts
    private long settledLost;
    private long duplicateBefore;

    /**
     * Takes a packet.
     *
     * @param ticksPerPacket usual timestamp step; 0 while unknown
     */
    Arrival packet(int sequence, long timestamp, long ticksPerPacket) {
        if (!started) {
            start(sequence, timestamp);
            unique++;
            return Arrival.FIRST;
        }
        int ahead = (sequence - (int) highest) & 0xFFFF;
        int behind = 0x10000 - ahead;
        afterHole = false;
        if (ahead == 0) return duplicate();
        if (ahead < DROPOUT_MAX || isOutage(ahead, timestamp, ticksPerPacket)) {
            afterHole = ahead > 1;
            advance(highest + ahead);
            highestTimestamp = timestamp;
            straySequence = NONE; // a restart has nothing of the old sequence between its packets
            unique++;
            return Arrival.AHEAD;
        }
        return behind < REORDER_WINDOW && isStillOpen(highest - behind)
                ? late(highest - behind)
                : jump(sequence, timestamp);
    }

    /**
     * Takes the packets of a run, each the next of the one before.
     *
     * @param discarded a bit for each that was too late for playout, the first lowest
     */
    void follow(int packets, int ticksPerPacket, long discarded) {
        int left = packets;
        for (int i = 0; discarded >>> i != 0 && i < packets; i++) {
            advance(highest + 1);
            discardedRecent |= discarded >>> i & 1;
            left--;
        }
        while (left > 0 && !isWindowFull()) {
            int step = Math.min(left, settledAtOnce());
            if (step > 0) advanceBy(step);
            else advance(highest + 1);
            left -= Math.max(1, step);
        }
        settledBefore += left;
        receivedUntold += left;
        highest += left;
        highestTimestamp = (highestTimestamp + (long) packets * ticksPerPacket) & 0xFFFF_FFFFL;
        unique += packets;
        afterHole = false;
    }

    /** Whether each of the packets that are not settled came. */
    private boolean isWindowFull() {
        boolean isPlayed = (discardedRecent | discardedOlder) == 0;
        return (recent & older) == -1 && isPlayed && settledBefore == highest - REORDER_WINDOW + 1;
    }

    /** How many of the next packets to be settled all came, and were played: at most as many as half of the window holds. */
    private int settledAtOnce() {
        boolean isFilled = settledBefore == highest - REORDER_WINDOW + 1;
        return isFilled ? Math.min(Long.SIZE - 1, Long.numberOfLeadingZeros(~(older & ~discardedOlder))) : 0;
    }

    /** Takes the next packets in order, when so many can be {@link #settledAtOnce}. */
    private void advanceBy(int packets) {
        settledBefore += packets;
        receivedUntold += packets;
        moveWindow(packets);
        recent |= (1L << packets) - 1;
        highest += packets;
    }

    /** As {@link StreamStatistics#fetch}. */
    long fetch() {
        return recent + unique + straySequence;
    }

    /** Settles everything: what has not come will not come. */
    void finish() {
        if (!started) return;
        close();
    }

    /** A packet that just came was too late for playout. */
    void discarded(int sequence) {
        long behind = (short) ((int) highest - sequence);
        if (behind < 0 || behind >= REORDER_WINDOW) return;
        if (behind < Long.SIZE) discardedRecent |= 1L << behind;
        else discardedOlder |= 1L << behind;
    }

    PacketCounts drain(long received, long octets, long comfortNoise, long telephoneEvent) {
        long expectedInOpen = started ? highest - base + 1 : 0;
        PacketCounts drained = new PacketCounts(
                received,
                unique,
                expectedInClosed + expectedInOpen - expectedDrained,
                duplicate,
                outOfOrder,
                restarts,
                octets,
                comfortNoise,
                telephoneEvent);
        expectedInClosed = 0;
        expectedDrained = expectedInOpen;
        unique = 0;
        duplicateBefore += duplicate;
        duplicate = 0;
        outOfOrder = 0;
        restarts = 0;
        return drained;
    }

    /** Packets are missing just before the last one. */
    boolean isAfterHole() {
        return afterHole;
    }

    /**
     * How far the stream had come at a packet of the open sequence, null when it is settled or still to come.
     *
     * @param untold packets that {@link #follow} will be told of, all of which came in order
     */
    @Nullable
    SequenceProgress progressAt(int sequence, int untold) {
        if (!started) return null;
        long end = highest + untold;
        long extended = end + (short) (sequence - (int) end);
        long openFrom = Math.max(settledBefore, end - REORDER_WINDOW + 1);
        if (extended > end || extended < openFrom - 1 || extended < base) return null;
        long last = Math.min(extended, highest);
        long lost = settledLost
                + Math.max(0, last - settledBefore + 1)
                - WindowBits.count(recent, older, highest - last, highest - settledBefore);
        return new SequenceProgress(expectedBeforeOpen + extended - base + 1, lost, duplicateBefore + duplicate);
    }

    /** The highest packet of the open sequence, null before the first. */
    @Nullable
    SequencePosition position() {
        return started ? new SequencePosition(highest - 0x10000L, highestTimestamp) : null;
    }

    LossPattern drainLoss() {
        tellReceived();
        return bursts.drain();
    }

    /** As {@link #drainLoss}, of packets that never came and of those that playout discarded. */
    LossPattern drainPlayout() {
        tellReceived();
        return playoutBursts.drain();
    }

    ReorderCounts drainReorder() {
        return extents == null ? ReorderCounts.NONE : extents.drain();
    }

    private Arrival duplicate() {
        duplicate++;
        return Arrival.DUPLICATE;
    }

    /** Whether a packet can be counted: not settled, or from before the first while nothing is settled. */
    private boolean isStillOpen(long extended) {
        return extended >= settledBefore || (settledBefore == base && !restarted);
    }

    private Arrival late(long extended) {
        if (extended < base) {
            base = extended;
            settledBefore = extended;
        } else if (isSeen(extended)) {
            return duplicate();
        }
        markSeen(extended);
        unique++;
        outOfOrder++;
        if (extents == null) extents = new ReorderExtents();
        extents.late((int) (highest - extended));
        return Arrival.LATE;
    }

    /** A step too far for loss or reordering: the second packet in a row decides (RFC 3550 A.1). */
    private Arrival jump(int sequence, long timestamp) {
        if (sequence == straySequence) return duplicate();
        if (straySequence != NONE && sequence == ((straySequence + 1) & 0xFFFF)) {
            restart(timestamp);
            return Arrival.FIRST;
        }
        straySequence = sequence;
        return Arrival.STRAY;
    }

    private void restart(long timestamp) {
        close();
        long expectedInOpen = highest - base + 1;
        expectedInClosed += expectedInOpen - expectedDrained;
        expectedDrained = 0;
        expectedBeforeOpen += expectedInOpen;
        start(straySequence, timestamp);
        advance(highest + 1);
        unique += 2; // the stray was the first
        restarted = true;
        restarts++;
        straySequence = NONE;
    }

    private void close() {
        settle(highest + 1);
        tellReceived();
        bursts.close();
        playoutBursts.close();
    }

    private void start(int sequence, long timestamp) {
        started = true;
        base = sequence + 0x10000L; // room for late packets before the first
        highest = base;
        settledBefore = base;
        highestTimestamp = timestamp;
        recent = 1;
        older = 0;
        discardedRecent = 0;
        discardedOlder = 0;
    }

    /** A hole of the size that the timestamps say too: the sender went on, the network did not. */
    private boolean isOutage(int ahead, long timestamp, long ticksPerPacket) {
        if (ahead >= 0x8000 || ticksPerPacket <= 0) return false;
        long ticks = (timestamp - highestTimestamp) & 0xFFFF_FFFFL;
        long ticksByPackets = ahead * ticksPerPacket;
        return Math.abs(ticks - ticksByPackets) <= ticksByPackets / 100;
    }

    private void advance(long newHighest) {
        long leaving = newHighest - REORDER_WINDOW;
        if (newHighest == highest + 1
                && leaving == settledBefore
                && (older & ~discardedOlder) < 0) { // as nearly always
            settledBefore++;
            receivedUntold++;
        } else {
            settle(leaving + 1);
        }
        moveWindow(newHighest - highest);
        highest = newHighest;
    }

    private void moveWindow(long by) {
        if ((discardedRecent | discardedOlder) != 0) moveDiscarded(by);
        if (by < Long.SIZE) {
            older = older << by | recent >>> -by;
            recent = recent << by | 1;
        } else {
            older = by < REORDER_WINDOW ? recent << by : 0; // a shift takes its distance modulo 64
            recent = 1;
        }
    }

    private void moveDiscarded(long by) {
        boolean isNear = by < Long.SIZE;
        discardedOlder = isNear ? discardedOlder << by | discardedRecent >>> -by : 0;
        if (!isNear && by < REORDER_WINDOW) discardedOlder = discardedRecent << by;
        discardedRecent = isNear ? discardedRecent << by : 0;
    }

    /** Decides all packets below {@code end}: at most a window one by one, the rest of a hole at once. */
    private void settle(long end) {
        while (settledBefore < end && settledBefore <= highest) {
            if (!isSeen(settledBefore)) lose(1);
            else if (isDiscarded(settledBefore)) discard();
            else receivedUntold++;
            settledBefore++;
        }
        if (settledBefore < end) {
            if (end > highest + 1) lose(end - settledBefore);
            settledBefore = end;
        }
    }

    private void lose(long count) {
        tellReceived();
        bursts.lost(count);
        playoutBursts.lost(count);
        settledLost += count;
    }

    private void discard() {
        tellReceived();
        bursts.received(1);
        playoutBursts.lost(1);
    }

    private void tellReceived() {
        if (receivedUntold == 0) return;
        bursts.received(receivedUntold);
        playoutBursts.received(receivedUntold);
        receivedUntold = 0;
    }

    /** Whether a packet of the window came. */
    private boolean isSeen(long extended) {
        long behind = highest - extended;
        return ((behind < Long.SIZE ? recent : older) >>> behind & 1) != 0;
    }

    private boolean isDiscarded(long extended) {
        long behind = highest - extended;
        return ((behind < Long.SIZE ? discardedRecent : discardedOlder) >>> behind & 1) != 0;
    }

    private void markSeen(long extended) {
        long behind = highest - extended;
        if (behind < Long.SIZE) recent |= 1L << behind;
        else older |= 1L << behind;
    }
}
