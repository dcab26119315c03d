// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.List;

/**
 * This is a stretch of a stream as RFC 3611 §4.7.2 describes it: bursts begin and end with a loss and hold less than Gmin
 * received packets in a row; a loss with Gmin received ones on both sides belongs to the gap. Densities are 1/256.
 *
 * @param rFactor G.107 for G.711 with concealment: 93.2 - 95 p / (p + 25.1), p the loss in percent
 * @param mosTenths MOS of that R, times ten
 */
record LossMap(
        int lossRate,
        int burstDensity,
        int gapDensity,
        int burstDurationMs,
        int gapDurationMs,
        int rFactor,
        int mosTenths) {
    static final int GMIN = 16;
    private static final double BPL_G711 = 25.1;

    static LossMap of(List<Boolean> received, double frameMs) {
        int size = received.size();
        int bursts = 0;
        int burstPackets = 0;
        int burstLost = 0;
        int lost = 0;
        int gaps = 0;
        int gapStart = 0; // first packet after the last burst
        int i = 0;
        while (i < size) {
            if (received.get(i)) {
                i++;
                continue;
            }
            int end = i; // last loss of the group that begins here
            int inGroup = 1;
            for (int j = i + 1; j < size && j - end <= GMIN; j++) {
                if (received.get(j)) continue;
                end = j;
                inGroup++;
            }
            lost += inGroup;
            if (inGroup > 1) {
                bursts++;
                burstLost += inGroup;
                burstPackets += end - i + 1;
                if (i > gapStart) gaps++;
                gapStart = end + 1;
            }
            i = end + 1;
        }
        if (size > gapStart) gaps++;
        int gapPackets = size - burstPackets;
        double r = rFactor(size == 0 ? 0 : 100.0 * lost / size);
        return new LossMap(
                density(lost, size),
                density(burstLost, burstPackets),
                density(lost - burstLost, gapPackets),
                meanMs(burstPackets, bursts, frameMs),
                meanMs(gapPackets, gaps, frameMs),
                (int) Math.round(r),
                (int) Math.round(10 * mos(r)));
    }

    private static int density(int lost, int packets) {
        return packets == 0 ? 0 : Math.min(255, 256 * lost / packets);
    }

    private static int meanMs(int packets, int runs, double frameMs) {
        return runs == 0 ? 0 : Math.min(65_535, (int) Math.round(packets * frameMs / runs));
    }

    private static double rFactor(double lossPercent) {
        return 93.2 - 95 * lossPercent / (lossPercent + BPL_G711);
    }

    private static double mos(double r) {
        return Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r));
    }
}
