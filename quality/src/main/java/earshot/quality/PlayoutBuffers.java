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

    private final long[] oneArrivalNanos = new long[1]; // of a packet that comes alone
    private final double[] oneOffsetMs = new double[1];
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
        boolean isTalkspurt = marker && anchored && arrivalNanos - lastArrivalNanos > SILENCE_NANOS;
        oneArrivalNanos[0] = arrivalNanos;
        oneOffsetMs[0] = offsetMs(arrivalNanos, (int) timestamp, isTalkspurt, isLate, clockRateHz);
        adaptive.take(oneArrivalNanos, oneOffsetMs, 1, isTalkspurt);
        return isDiscarded(oneOffsetMs[0]);
    }

    /** As {@link #media} for each packet of a run; a bit for each that the short fixed buffer discards, the first lowest. */
    long follow(PacketRun run, int ticks, int clockRateHz) {
        long discarded = 0;
        int timestamp = lastTimestamp;
        double[] offsetsMs = run.offsetsMs();
        for (int i = 0; i < run.packets(); i++) {
            timestamp += ticks;
            double offsetMs = offsetMs(run.arrivalNanos(i), timestamp, false, false, clockRateHz);
            offsetsMs[i] = offsetMs;
            if (isDiscarded(offsetMs)) discarded |= 1L << i;
        }
        adaptive.take(run.arrivalsNanos(), offsetsMs, run.packets(), false);
        return discarded;
    }

    /** How much longer a packet was under way than the fastest; or what is left of that when it starts over. */
    private double offsetMs(long arrivalNanos, int timestamp, boolean isTalkspurt, boolean isLate, int clockRateHz) {
        if (!anchored) anchor(arrivalNanos, timestamp);
        ticksSinceAnchor += timestamp - lastTimestamp; // int: timestamps wrap
        long pauseNanos = arrivalNanos - lastArrivalNanos;
        double transitMs = (arrivalNanos - anchorNanos) / 1e6 - ticksSinceAnchor * 1000.0 / clockRateHz;
        if (!isLate && (isTalkspurt || pauseNanos > PAUSE_NANOS || isStep(transitMs))) {
            anchor(arrivalNanos, timestamp);
            transitMs = 0;
        }
        lastTimestamp = timestamp;
        lastArrivalNanos = arrivalNanos;
        skew.transit(arrivalNanos, transitMs);
        return sinceFastestMs(arrivalNanos, transitMs);
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

    /** A packet within the least depth changes nothing in buffers that stand as they started. */
    private boolean isDiscarded(double offsetMs) {
        return (offsetMs > depthMinMs || fixedAreShifted) && fixed(offsetMs);
    }

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

    private double sinceFastestMs(long arrivalNanos, double transitMs) {
        if (arrivalNanos >= windowEndNanos) {
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            lastWindowMinMs = windowMinMs;
            windowMinMs = transitMs;
        }
        if (transitMs < windowMinMs) windowMinMs = transitMs;
        return transitMs - fastestMs();
    }
}
