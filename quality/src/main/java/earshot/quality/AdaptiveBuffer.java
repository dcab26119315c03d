// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * A playout buffer that follows the jitter: the delay is the mean offset plus four times its mean deviation (Ramjee,
 * Kurose, Towsley and Schulzrinne 1994, algorithm 1).
 *
 * <p>It changes at the start of a talkspurt. For senders that never pause it also grows at once when a packet came too
 * late, and shrinks a little twice a second, as telephones do by stretching speech and by dropping a frame.
 */
final class AdaptiveBuffer {
    private static final int DELAY_START_MS = 40;
    private static final double NANOS_PER_MS = 1e6;
    private static final double WEIGHT = 1 - 0.998002;
    private static final double FADING = 1 - WEIGHT;
    private static final double SHRINK_NANOS = 10 * NANOS_PER_MS;
    private static final long SHRINK_EVERY_NANOS = 500_000_000L;

    private final double delayMinNanos;
    private final double delayMaxNanos;
    private double delayNanos;
    private double meanNanos;
    private double deviationNanos;
    private long shrunkNanos;
    private boolean started;
    private long late;

    AdaptiveBuffer(int delayMinMs, int delayMaxMs) {
        this.delayMinNanos = delayMinMs * NANOS_PER_MS;
        this.delayMaxNanos = delayMaxMs * NANOS_PER_MS;
        this.delayNanos = Math.max(delayMinMs, Math.min(delayMaxMs, DELAY_START_MS)) * NANOS_PER_MS;
    }

    /**
     * Takes packets that were so much longer under way than the fastest. The numbers are kept at hand meanwhile: each waits for
     * the one before.
     *
     * @param sinceBase arrivals, nanoseconds after the base, from an index on
     * @param offsetsNanos counted from 0
     * @param isTalkspurt each of them starts one
     */
    void take(long baseNanos, int[] sinceBase, int from, double[] offsetsNanos, int packets, boolean isTalkspurt) {
        if (!started) {
            started = true;
            shrunkNanos = baseNanos + sinceBase[from];
        }
        double mean = meanNanos;
        double deviation = deviationNanos;
        double delay = delayNanos;
        long shrinkAt = shrunkNanos + SHRINK_EVERY_NANOS - baseNanos;
        for (int i = 0; i < packets; i++) {
            double offset = offsetsNanos[i];
            mean = FADING * mean + WEIGHT * offset;
            deviation = FADING * deviation + WEIGHT * Math.abs(offset - mean);
            if (isTalkspurt) {
                delay = wantedNanos(mean, deviation);
            } else if (sinceBase[from + i] >= shrinkAt) {
                shrinkAt = sinceBase[from + i] + SHRINK_EVERY_NANOS;
                delay = shrunk(delay, mean, deviation);
            }
            if (offset > delay) {
                late++;
                delay = Math.min(delayMaxNanos, offset);
            }
        }
        shrunkNanos = baseNanos + shrinkAt - SHRINK_EVERY_NANOS;
        meanNanos = mean;
        deviationNanos = deviation;
        delayNanos = delay;
    }

    private double wantedNanos(double mean, double deviation) {
        return Math.min(delayMaxNanos, Math.max(delayMinNanos, mean + 4 * deviation));
    }

    /** The delay when it was left alone for a while. */
    private double shrunk(double delay, double mean, double deviation) {
        return Math.max(delay - SHRINK_NANOS, Math.min(delay, wantedNanos(mean, deviation)));
    }

    long fetch() {
        return late;
    }

    long drainLate() {
        long drained = late;
        late = 0;
        return drained;
    }
}
