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

    /** Takes a packet that was {@code offsetMs} longer under way than the fastest. */
    void packet(long arrivalNanos, double offsetMs, boolean isTalkspurt) {
        if (!started) {
            started = true;
            shrunkNanos = arrivalNanos;
        }
        meanMs += WEIGHT * (offsetMs - meanMs);
        deviationMs += WEIGHT * (Math.abs(offsetMs - meanMs) - deviationMs);
        if (isTalkspurt) {
            delayMs = wantedMs(meanMs, deviationMs);
        } else if (arrivalNanos - shrunkNanos >= SHRINK_EVERY_NANOS) {
            shrunkNanos = arrivalNanos;
            delayMs = shrunkMs(delayMs, meanMs, deviationMs);
        }
        if (offsetMs > delayMs) {
            late++;
            delayMs = Math.min(delayMaxMs, offsetMs);
        }
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
