// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Finds gaps that streams of unrelated hosts have at one instant: no network loses the packets of all conversations at
 * once, a probe or the mirror port before it does.
 *
 * <p>A gap lies between the packets before and after a hole in the sequence numbers. Gaps that hold one instant and end
 * within {@link #RESUME_NANOS} of each other are a cluster. A cluster is common when it has {@link #PAIRS_MIN} pairs of
 * hosts without a host in two of them, when more than half of the running streams are in it (an outage in one direction
 * of a line that all share hits half), and when chance does not explain it: the rate at which streams had gaps of their
 * own lately makes so many at once less likely than one in a thousand million.
 *
 * <p>Nothing is done for a packet that follows its predecessor, a fixed number of steps for one that does not.
 */
final class CommonGaps {
    static final int PAIRS_MIN = 3;
    /** The largest packetisation time in use: within it every stream shows that it goes on. */
    static final long RESUME_NANOS = 100_000_000L;

    private static final double SHARE_MIN = 0.5;
    /** Chernoff: the chance of k of n is at most exp(-n KL(k/n, q)); this is one in a thousand million, since there are many instants. */
    private static final double EVIDENCE_MIN = Math.log(1e9);
    /** Before anything is known, streams are taken to have been in gaps of their own for 5 % of 3 s. */
    private static final double CHANCE_AT_FIRST = 0.05;

    private static final double FIRST_NANOS = 3e9;

    private static final double MEMORY_NANOS = 30e9;

    private final Flow[] pairs = new Flow[PAIRS_MIN];
    private int pairCount;
    private long endNanos = Long.MIN_VALUE;
    private long members;
    private double gapNanos;
    private boolean isCommon;
    private @Nullable TrackedStream lastMember;
    /** Clusters are numbered, so that a stream knows whether it is in the present one. */
    private long number;
    /** Time that streams spent in gaps of their own, summed over streams, fading with {@link #MEMORY_NANOS}. */
    private double ownGapNanos;
    /** Time that this tells of, fading alike. */
    private double knownNanos;

    private long fadedAtNanos = Long.MIN_VALUE;

    CommonGaps() {
        for (int i = 0; i < pairs.length; i++) pairs[i] = new Flow();
    }

    /**
     * A stream missed packets.
     *
     * @param fromNanos arrival of its last packet before the hole
     * @param toNanos arrival of its first packet after it
     * @param running streams that run
     */
    void gap(TrackedStream stream, long fromNanos, long toNanos, int running) {
        boolean joins = endNanos != Long.MIN_VALUE
                && fromNanos < endNanos
                && toNanos >= endNanos
                && toNanos - endNanos <= RESUME_NANOS;
        if (!joins) begin(toNanos);
        if (stream.gapCluster == number) return;
        stream.gapCluster = number;
        stream.gapNeighbour = lastMember;
        lastMember = stream;
        members++;
        gapNanos += toNanos - fromNanos;
        addPair(stream.flow());
        if (!isCommon && isCommon(running)) {
            isCommon = true;
            for (TrackedStream member = lastMember; member != null; member = member.gapNeighbour) {
                member.inCommonGap = true;
            }
        }
        if (isCommon) stream.inCommonGap = true;
    }

    private void begin(long toNanos) {
        fade(toNanos);
        if (!isCommon) ownGapNanos += gapNanos;
        // Members are let go, so that a stream that ended is not kept by its neighbours.
        TrackedStream member = lastMember;
        while (member != null) {
            TrackedStream next = member.gapNeighbour;
            member.gapNeighbour = null;
            member = next;
        }
        number++;
        lastMember = null;
        members = 0;
        gapNanos = 0;
        pairCount = 0;
        isCommon = false;
        endNanos = toNanos;
    }

    private void fade(long nowNanos) {
        if (fadedAtNanos != Long.MIN_VALUE && nowNanos > fadedAtNanos) {
            double elapsedNanos = nowNanos - fadedAtNanos;
            double left = Math.exp(-elapsedNanos / MEMORY_NANOS);
            ownGapNanos *= left;
            knownNanos = knownNanos * left + MEMORY_NANOS * (1 - left);
        }
        fadedAtNanos = Math.max(fadedAtNanos, nowNanos);
    }

    private void addPair(Flow flow) {
        if (pairCount == PAIRS_MIN) return;
        for (int i = 0; i < pairCount; i++) {
            if (isRelated(pairs[i], flow)) return;
        }
        pairs[pairCount++].set(flow);
    }

    private static boolean isRelated(Flow a, Flow b) {
        return isHostOf(a, b.sourceHigh(), b.sourceLow()) || isHostOf(a, b.destinationHigh(), b.destinationLow());
    }

    private static boolean isHostOf(Flow flow, long high, long low) {
        return (flow.sourceHigh() == high && flow.sourceLow() == low)
                || (flow.destinationHigh() == high && flow.destinationLow() == low);
    }

    private boolean isCommon(int running) {
        if (pairCount < PAIRS_MIN || members <= SHARE_MIN * running) return false;
        double streams = Math.max(running, members);
        double share = members / streams;
        double chance = (ownGapNanos / streams + CHANCE_AT_FIRST * FIRST_NANOS) / (knownNanos + FIRST_NANOS);
        if (share <= chance) return false;
        double divergence = share * Math.log(share / chance);
        if (share < 1) divergence += (1 - share) * Math.log((1 - share) / (1 - chance));
        return streams * divergence >= EVIDENCE_MIN;
    }
}
