// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Playout buffers, emulated: which media packets come too late for a shallow fixed buffer, a deep one, and one that
 * adapts.
 *
 * <p>A packet's offset is how much longer it was under way than the fastest of the last few seconds; a buffer of depth
 * D discards it when the offset exceeds D. Measuring from the fastest lately, not from the first ever, keeps clock skew
 * and an unluckily late first packet out of the figure. A pause, a talkspurt after silence or a large step of the
 * timestamps starts over, as a real buffer does.
 */
final class PlayoutBuffers {
    private static final long WINDOW_NANOS = 2_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000_000L;
    private static final long SILENCE_NANOS = 200_000_000L;
    private static final double STEP_MAX_MS = 1000;

    private final double depthMinMs;
    private final FixedBuffer shallow;
    private final FixedBuffer deep;
    private final AdaptiveBuffer adaptive;
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

    PlayoutBuffers(BufferDepths depths) {
        depthMinMs = depths.shortMs();
        shallow = new FixedBuffer(depths.shortMs());
        deep = new FixedBuffer(depths.longMs());
        adaptive = new AdaptiveBuffer(depths.adaptiveMinMs(), depths.adaptiveMaxMs());
    }

    /**
     * Takes a media packet that is no duplicate.
     *
     * @param isLate it came after one with a higher sequence number
     * @return whether the short fixed buffer discards it
     */
    boolean media(long arrivalNanos, long timestamp, boolean marker, boolean isLate, int clockRateHz) {
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
        return judge(arrivalNanos, offsetMs(arrivalNanos, transitMs), isTalkspurt);
    }

    /** As {@link #media} for each packet of a run; a bit for each that the short fixed buffer discards, the first lowest. */
    long follow(PacketRun run, int ticks, int clockRateHz) {
        long discarded = 0;
        int timestamp = lastTimestamp;
        for (int i = 0; i < run.packets(); i++) {
            timestamp += ticks;
            if (media(run.arrivalNanos(i), timestamp, false, false, clockRateHz)) discarded |= 1L << i;
        }
        return discarded;
    }

    /** Forgets what came before: the next packet starts over. */
    void startOver() {
        anchored = false;
    }

    double skewPpm() {
        return skew.ppm();
    }

    LateCounts drain() {
        return new LateCounts(shallow.drainLate(), deep.drainLate(), adaptive.drainLate());
    }

    private boolean judge(long arrivalNanos, double offsetMs, boolean isTalkspurt) {
        boolean isDiscarded = (offsetMs > depthMinMs || fixedAreShifted) && fixed(offsetMs);
        adaptive.packet(arrivalNanos, offsetMs, isTalkspurt);
        return isDiscarded;
    }

    /** A packet within the least depth changes nothing in buffers that stand as they started. */
    private boolean fixed(double offsetMs) {
        boolean isDiscarded = shallow.packet(offsetMs);
        deep.packet(offsetMs);
        fixedAreShifted = !shallow.isAsStarted() || !deep.isAsStarted();
        return isDiscarded;
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
        shallow.startOver();
        deep.startOver();
        fixedAreShifted = false;
        skew.startOver();
    }

    private boolean isStep(double transitMs) {
        return Math.abs(transitMs - fastestMs()) > STEP_MAX_MS;
    }

    private double fastestMs() {
        return windowMinMs < lastWindowMinMs ? windowMinMs : lastWindowMinMs;
    }

    private double offsetMs(long arrivalNanos, double transitMs) {
        if (arrivalNanos >= windowEndNanos) {
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            lastWindowMinMs = windowMinMs;
            windowMinMs = transitMs;
        }
        if (transitMs < windowMinMs) windowMinMs = transitMs;
        return transitMs - fastestMs();
    }
}
