// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Arrays;
import java.util.List;

/**
 * Interarrival jitter of RFC 3550 A.8, in its floating form, between media packets in the order of arrival.
 *
 * <p>Telephone events and comfort noise are left out: the transit of the last media packet is kept over them. A step of
 * more than {@link #STEP_MAX_MS} is the sender's clock set anew, not jitter, and starts over.
 */
final class InterarrivalJitter {
    static final double STEP_MAX_MS = 5000;

    private static final int[] BOUNDS_MS =
            JitterCounts.BOUNDS_MS.stream().mapToInt(Integer::intValue).toArray();

    private boolean hasLast;
    private long lastArrivalNanos;
    private int lastTimestamp;
    private double jitterMs;

    private double sumMs;
    private long samples;
    private double maxMs;
    private final long[] interarrival = new long[JitterCounts.CELLS];

    void media(long arrivalNanos, long timestamp, int clockRateHz) {
        if (hasLast) {
            double stepMs = (arrivalNanos - lastArrivalNanos) / 1e6
                    - ((int) timestamp - lastTimestamp) * 1000.0 / clockRateHz; // int: timestamps wrap
            double size = Math.abs(stepMs);
            if (size <= STEP_MAX_MS) sample(size);
        }
        hasLast = true;
        lastArrivalNanos = arrivalNanos;
        lastTimestamp = (int) timestamp;
    }

    /** Forgets the last packet: the next one has none to be compared with. */
    void forgetLast() {
        hasLast = false;
    }

    double jitterMs() {
        return jitterMs;
    }

    JitterCounts drain(double deltaMaxMs) {
        Long[] cells = new Long[interarrival.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = interarrival[i];
        }
        JitterCounts drained = new JitterCounts(sumMs, samples, maxMs, deltaMaxMs, List.of(cells));
        sumMs = 0;
        samples = 0;
        maxMs = 0;
        Arrays.fill(interarrival, 0);
        return drained;
    }

    private void sample(double stepMs) {
        jitterMs += (stepMs - jitterMs) / 16;
        sumMs += jitterMs;
        samples++;
        maxMs = Math.max(maxMs, jitterMs);
        int cell = 0;
        while (cell < BOUNDS_MS.length && stepMs > BOUNDS_MS[cell]) {
            cell++;
        }
        interarrival[cell]++;
    }
}
