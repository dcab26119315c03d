// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How regularly the media packets of one stream arrived in one interval.
 *
 * @param sumMs sum of the RFC 3550 A.8 jitter after each media packet, ms
 * @param samples media packets in that sum
 * @param maxMs largest A.8 jitter, ms
 * @param deltaMaxMs largest pause between two packets of any kind, ms
 * @param interarrival histogram of |D| (RFC 3550 6.4.1); its bounds are {@link #BOUNDS_MS} and infinity
 */
public record JitterCounts(double sumMs, long samples, double maxMs, double deltaMaxMs, List<Long> interarrival) {

    /** Inclusive upper bounds of the histogram's cells but the last, ms. */
    public static final List<Integer> BOUNDS_MS = List.of(1, 2, 5, 10, 20, 40, 60, 80, 120, 200, 500);

    /** Cells of the histogram: one for each bound and one for all above. */
    public static final int CELLS = 12;

    public static final JitterCounts NONE =
            new JitterCounts(0, 0, 0, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));

    public JitterCounts {
        if (interarrival.size() != CELLS) {
            throw new IllegalArgumentException("interarrival has " + interarrival.size() + " cells, not " + CELLS);
        }
        interarrival = List.copyOf(interarrival);
    }

    /** Mean jitter, ms; 0 when nothing was measured. */
    public double meanMs() {
        return samples == 0 ? 0 : sumMs / samples;
    }

    /**
     * The size of step, |D|, that a share of all does not exceed: inter-packet delay variation of RFC 5481. Within a cell
     * of the histogram steps are taken as spread evenly; of the last cell, which has no end, it is the begin.
     *
     * @param share 0 to 1
     * @return ms; null when nothing was measured
     */
    public @Nullable Double stepMs(double share) {
        long all = 0;
        for (long cell : interarrival) all += cell;
        if (all == 0) return null;
        double wanted = share * all;
        long below = 0;
        for (int i = 0; i < BOUNDS_MS.size(); i++) {
            long cell = interarrival.get(i);
            int from = i == 0 ? 0 : BOUNDS_MS.get(i - 1);
            boolean isHere = cell > 0 && below + cell >= wanted;
            if (isHere) return from + (BOUNDS_MS.get(i) - from) * Math.max(0, wanted - below) / cell;
            below += cell;
        }
        return Double.valueOf(BOUNDS_MS.get(BOUNDS_MS.size() - 1));
    }

    public JitterCounts plus(JitterCounts other) {
        Long[] cells = new Long[CELLS];
        for (int i = 0; i < CELLS; i++) {
            cells[i] = interarrival.get(i) + other.interarrival.get(i);
        }
        return new JitterCounts(
                sumMs + other.sumMs,
                samples + other.samples,
                Math.max(maxMs, other.maxMs),
                Math.max(deltaMaxMs, other.deltaMaxMs),
                List.of(cells));
    }
}
