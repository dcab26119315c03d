// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Playout buffers, emulated: which media packets come too late for a fixed buffer of 50 ms, one of 200 ms, and one that
 * adapts.
 *
 * <p>A packet's offset is how much longer it was under way than the fastest of the last few seconds; a buffer of depth
 * D discards it when the offset exceeds D. Measuring from the fastest lately, not from the first ever, keeps clock skew
 * and an unluckily late first packet out of the figure. A pause, a talkspurt after silence or a large step of the
 * timestamps starts over, as a real buffer does.
 */
final class PlayoutBuffers {
    static final long WINDOW_NANOS = 2_000_000_000L;
    static final long PAUSE_NANOS = 2_000_000_000L;
    private static final long SILENCE_NANOS = 200_000_000L;
    private static final double STEP_MAX_MS = 1000;

    private final FixedBuffer fixed50 = new FixedBuffer(FixedBuffer.DEPTH_MIN_MS);
    private final FixedBuffer fixed200 = new FixedBuffer(200);
    private final AdaptiveBuffer adaptive = new AdaptiveBuffer();
    private final ClockSkew skew = new ClockSkew();

    private boolean anchored;
    private boolean fixedAreShifted;
    private long anchorNanos;
    private long ticksSinceAnchor;
    private int lastTimestamp;
    private long lastArrivalNanos;
    private long windowEndNanos;
    private double windowMinMs;
    private double lastWindowMinMs;

    /**
     * Takes a media packet that is no duplicate.
     *
     * @param isLate it came after one with a higher sequence number
     */
    void media(long arrivalNanos, long timestamp, boolean marker, boolean isLate, int clockRateHz) {
        if (!anchored) anchor(arrivalNanos, (int) timestamp);
        ticksSinceAnchor += (int) timestamp - lastTimestamp; // int: timestamps wrap
        long pauseNanos = arrivalNanos - lastArrivalNanos;
        double transitMs = (arrivalNanos - anchorNanos) / 1e6 - ticksSinceAnchor * 1000.0 / clockRateHz;
        boolean isTalkspurt = marker && pauseNanos > SILENCE_NANOS;
        if (!isLate && (isTalkspurt || pauseNanos > PAUSE_NANOS || isStep(transitMs))) {
            anchor(arrivalNanos, (int) timestamp);
            transitMs = 0;
        }
        lastTimestamp = (int) timestamp;
        lastArrivalNanos = arrivalNanos;
        skew.transit(arrivalNanos, transitMs);
        judge(arrivalNanos, offsetMs(arrivalNanos, transitMs), isTalkspurt);
    }

    /** Forgets what came before: the next packet starts over. */
    void startOver() {
        anchored = false;
    }

    /** Whether a packet in time would leave the fixed buffers as they are. */
    boolean isSteady() {
        return anchored && !fixedAreShifted;
    }

    void lendTo(SteadyRun run) {
        run.anchorNanos = anchorNanos;
        run.ticksSinceAnchor = ticksSinceAnchor;
        run.windowEndNanos = windowEndNanos;
        run.windowMinMs = windowMinMs;
        run.lastWindowMinMs = lastWindowMinMs;
        adaptive.lendTo(run);
        skew.lendTo(run);
    }

    void takeBack(SteadyRun run) {
        ticksSinceAnchor = run.ticksSinceAnchor;
        windowEndNanos = run.windowEndNanos;
        windowMinMs = run.windowMinMs;
        lastWindowMinMs = run.lastWindowMinMs;
        lastTimestamp = run.lastTimestamp;
        lastArrivalNanos = run.lastArrivalNanos;
        adaptive.takeBack(run);
        skew.takeBack(run);
    }

    double skewPpm() {
        return skew.ppm();
    }

    LateCounts drain() {
        return new LateCounts(fixed50.drainLate(), fixed200.drainLate(), adaptive.drainLate());
    }

    private void judge(long arrivalNanos, double offsetMs, boolean isTalkspurt) {
        if (offsetMs > FixedBuffer.DEPTH_MIN_MS || fixedAreShifted) fixed(offsetMs);
        adaptive.packet(arrivalNanos, offsetMs, isTalkspurt);
    }

    /** A packet within the least depth changes nothing in buffers that stand as they started. */
    private void fixed(double offsetMs) {
        fixed50.packet(offsetMs);
        fixed200.packet(offsetMs);
        fixedAreShifted = !fixed50.isAsStarted() || !fixed200.isAsStarted();
    }

    private void anchor(long arrivalNanos, int timestamp) {
        anchored = true;
        anchorNanos = arrivalNanos;
        ticksSinceAnchor = 0;
        lastTimestamp = timestamp;
        lastArrivalNanos = arrivalNanos;
        windowEndNanos = arrivalNanos + WINDOW_NANOS;
        windowMinMs = 0;
        lastWindowMinMs = 0;
        fixed50.startOver();
        fixed200.startOver();
        fixedAreShifted = false;
        skew.startOver();
    }

    private boolean isStep(double transitMs) {
        return Math.abs(transitMs - Math.min(windowMinMs, lastWindowMinMs)) > STEP_MAX_MS;
    }

    private double offsetMs(long arrivalNanos, double transitMs) {
        if (arrivalNanos >= windowEndNanos) {
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            lastWindowMinMs = windowMinMs;
            windowMinMs = transitMs;
        }
        windowMinMs = Math.min(windowMinMs, transitMs);
        return transitMs - Math.min(windowMinMs, lastWindowMinMs);
    }
}
