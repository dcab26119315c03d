// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * What one stream did in one interval, as numbers that add up: the {@link #plus sum} of two intervals is the report of
 * both together. Ratios are derived here, late, and are never stored.
 *
 * @param loss the pattern of packets that never came
 * @param playout the pattern of packets that never came, or came too late for the short fixed buffer
 */
public record StreamCounters(
        PacketCounts packets,
        JitterCounts jitter,
        LossPattern loss,
        LateCounts late,
        LossPattern playout,
        ReorderCounts reorder,
        TalkCounts talk) {

    public static final StreamCounters NONE = new StreamCounters(
            PacketCounts.NONE,
            JitterCounts.NONE,
            LossPattern.NONE,
            LateCounts.NONE,
            LossPattern.NONE,
            ReorderCounts.NONE,
            TalkCounts.NONE);

    public StreamCounters plus(StreamCounters other) {
        return new StreamCounters(
                packets.plus(other.packets),
                jitter.plus(other.jitter),
                loss.plus(other.loss),
                late.plus(other.late),
                playout.plus(other.playout),
                reorder.plus(other.reorder),
                talk.plus(other.talk));
    }

    /** Packets the network lost, never below 0. */
    public long lost() {
        return Math.max(0, packets.lost());
    }

    /** Network loss, percent of expected packets; 0 when none were expected. */
    public double lossPercent() {
        return percentOfExpected(lost());
    }

    /**
     * What redundancy brought of the lost packets, percent of expected packets.
     *
     * @param recovered lost packets whose data came in a later one; no more count than were lost
     */
    public double recoveredPercent(long recovered) {
        return percentOfExpected(Math.min(lost(), Math.max(0, recovered)));
    }

    /** Packets that the short fixed playout buffer discards, percent of expected packets. */
    public double discardPercent() {
        return percentOfExpected(late.fixed50());
    }

    /**
     * BurstR of G.107, of what the listener misses: lost packets and those that the short fixed buffer discards. Of network
     * loss alone where the pattern of discards was not told.
     */
    public double burstRatio() {
        boolean isTold = playout.burstPackets() + playout.gapPackets() > 0;
        return isTold ? playout.burstRatio() : loss.burstRatio();
    }

    private double percentOfExpected(long count) {
        return packets.expected() <= 0 ? 0 : Math.min(100, 100.0 * count / packets.expected());
    }
}
