// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * How fast the sender's clock runs against the one that stamps arrivals: the slope of the lower envelope of the transit
 * time, one minimum for each ten seconds, by least squares. Queues only ever add to transit, so its minima show the
 * clocks alone.
 */
final class ClockSkew {
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int WINDOWS_MIN = 6; // a minute: fewer would call a passing queue a skew

    private boolean started;
    private long startNanos;
    private long windowEndNanos;
    private double windowMinNanos;

    private int windows;
    private double sumTime;
    private double sumTransit;
    private double sumTimeSquared;
    private double sumProduct;

    void startOver() {
        started = false;
        windows = 0;
        sumTime = 0;
        sumTransit = 0;
        sumTimeSquared = 0;
        sumProduct = 0;
    }

    void transit(long arrivalNanos, double transitNanos) {
        if (!started) {
            started = true;
            startNanos = arrivalNanos;
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            windowMinNanos = transitNanos;
        } else if (arrivalNanos >= windowEndNanos) {
            closeWindow();
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            windowMinNanos = transitNanos;
        }
        least(transitNanos);
    }

    /** Until then, only the {@link #least} of many packets needs to be told. */
    long windowEndNanos() {
        return started ? windowEndNanos : Long.MIN_VALUE;
    }

    /** Takes the least transit of packets that came before {@link #windowEndNanos}. */
    void least(double transitNanos) {
        if (transitNanos < windowMinNanos) windowMinNanos = transitNanos;
    }

    /** Parts per million, positive when the sender is fast; 0 while unknown. */
    double ppm() {
        if (windows < WINDOWS_MIN) return 0;
        double slope = (windows * sumProduct - sumTime * sumTransit) / (windows * sumTimeSquared - sumTime * sumTime);
        return -slope * 1e6; // a fast sender's packets seem to be under way for less and less time
    }

    private void closeWindow() {
        double timeMs = (windowEndNanos - startNanos) / 1e6;
        windows++;
        sumTime += timeMs;
        double transitMs = windowMinNanos / 1e6;
        sumTransit += transitMs;
        sumTimeSquared += timeMs * timeMs;
        sumProduct += timeMs * transitMs;
    }
}
