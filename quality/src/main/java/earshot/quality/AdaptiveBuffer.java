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
    private static final double DELAY_START_MS = 40;
    private static final double WEIGHT = 1 - 0.998002;
    private static final double SHRINK_MS = 10;
    private static final long SHRINK_EVERY_NANOS = 500_000_000L;

    private final double delayMinMs;
    private final double delayMaxMs;
    private double delayMs;
    private double meanMs;
    private double deviationMs;
    private long shrunkNanos;
    private boolean started;
    private long late;

    AdaptiveBuffer(double delayMinMs, double delayMaxMs) {
        this.delayMinMs = delayMinMs;
        this.delayMaxMs = delayMaxMs;
        this.delayMs = Math.max(delayMinMs, Math.min(delayMaxMs, DELAY_START_MS));
    }

    /**
     * Takes packets that were so much longer under way than the fastest. The numbers are kept at hand meanwhile: each waits for
     * the one before.
     *
     * @param isTalkspurt each of them starts one
     */
    void take(long[] arrivalsNanos, double[] offsetsMs, int packets, boolean isTalkspurt) {
        if (!started) {
            started = true;
            shrunkNanos = arrivalsNanos[0];
        }
        double mean = meanMs;
        double deviation = deviationMs;
        double delay = delayMs;
        for (int i = 0; i < packets; i++) {
            double offsetMs = offsetsMs[i];
            mean += WEIGHT * (offsetMs - mean);
            deviation += WEIGHT * (Math.abs(offsetMs - mean) - deviation);
            if (isTalkspurt) {
                delay = wantedMs(mean, deviation);
            } else if (arrivalsNanos[i] - shrunkNanos >= SHRINK_EVERY_NANOS) {
                shrunkNanos = arrivalsNanos[i];
                delay = shrunkMs(delay, mean, deviation);
            }
            if (offsetMs > delay) {
                late++;
                delay = Math.min(delayMaxMs, offsetMs);
            }
        }
        meanMs = mean;
        deviationMs = deviation;
        delayMs = delay;
    }

    private double wantedMs(double meanMs, double deviationMs) {
        return Math.min(delayMaxMs, Math.max(delayMinMs, meanMs + 4 * deviationMs));
    }

    /** The delay when it was left alone for a while. */
    private double shrunkMs(double delayMs, double meanMs, double deviationMs) {
        return Math.max(delayMs - SHRINK_MS, Math.min(delayMs, wantedMs(meanMs, deviationMs)));
    }

    long drainLate() {
        long drained = late;
        late = 0;
        return drained;
    }
}
