// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * How the loss of one stream was spread, by the definitions of RFC 3611 section 4.7.2 with Gmin 16.
 *
 * <p>The pattern is settled only after packets had their chance to come late, so an interval holds what was decided in
 * it; over a whole stream {@code burstPackets + gapPackets} is what was expected and {@code burstLoss + gapLoss} what
 * was lost.
 *
 * @param burstLoss lost packets that lie in bursts
 * @param burstPackets packets, lost or not, that lie in bursts
 * @param bursts bursts that ended
 * @param gapLoss lost packets that stand alone, at least Gmin received ones on both sides
 * @param gapPackets packets, lost or not, outside bursts
 * @param lossRuns maximal runs of consecutive lost packets
 */
public record LossPattern(
        long burstLoss, long burstPackets, long bursts, long gapLoss, long gapPackets, long lossRuns) {

    public static final LossPattern NONE = new LossPattern(0, 0, 0, 0, 0, 0);

    /** Share of all settled loss that lies in bursts, percent; 0 without loss. */
    public double burstLossPercent() {
        long lost = burstLoss + gapLoss;
        return lost == 0 ? 0 : 100.0 * burstLoss / lost;
    }

    /**
     * BurstR of G.107: the mean run of loss over the run that random loss of the same rate would give, which is
     * 1/(1-p). At least 1; 1 without loss.
     */
    public double burstRatio() {
        long lost = burstLoss + gapLoss;
        long packets = burstPackets + gapPackets;
        if (lossRuns == 0 || packets == 0) return 1;
        double p = (double) lost / packets;
        return Math.max(1, (double) lost / lossRuns * (1 - p));
    }

    public LossPattern plus(LossPattern other) {
        return new LossPattern(
                burstLoss + other.burstLoss,
                burstPackets + other.burstPackets,
                bursts + other.bursts,
                gapLoss + other.gapLoss,
                gapPackets + other.gapPackets,
                lossRuns + other.lossRuns);
    }
}
