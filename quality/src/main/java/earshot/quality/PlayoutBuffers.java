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
    private static final double STEP_MAX_NANOS = 1e9;
    private static final double NANOS_PER_SECOND = 1e9;
    /** The arrival of a packet that comes alone, which is its own base. */
    private static final int[] AT_BASE = {0};

    private final double depthMinNanos;
    private final FixedBuffer shallow;
    private final FixedBuffer deep;
    private final AdaptiveBuffer adaptive;
    private final ClockSkew skew = new ClockSkew();

    private final double[] oneOffsetNanos = new double[1]; // of a packet that comes alone
    private boolean anchored;
    private boolean fixedAreShifted;
    private long anchorNanos;
    private long ticksSinceAnchor;
    private int lastTimestamp;
    private long lastArrivalNanos;
    private long windowEndNanos;
    private double windowMinNanos;
    private double lastWindowMinNanos;

    PlayoutBuffers(BufferDepths depths) {
        depthMinNanos = depths.shortMs() * 1e6;
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
        oneOffsetNanos[0] =
                offsetNanos(arrivalNanos, (int) timestamp, isTalkspurt, isLate, NANOS_PER_SECOND / clockRateHz);
        adaptive.take(arrivalNanos, AT_BASE, 0, oneOffsetNanos, 1, isTalkspurt);
        return isDiscarded(oneOffsetNanos[0]);
    }

    /** As {@link #media} for each packet of a run; a bit for each that the short fixed buffer discards, the first lowest. */
    long follow(PacketRun run, int ticks, int clockRateHz) {
        double nanosPerTick = NANOS_PER_SECOND / clockRateHz;
        double[] offsets = run.offsetsNanos();
        boolean hasPause = Math.max(run.arrivalNanos(0) - lastArrivalNanos, run.gapMaxNanos()) > PAUSE_NANOS;
        long discarded = 0;
        int taken = 0;
        while (taken < run.packets()) {
            if (anchored && !fixedAreShifted && !hasPause) taken = followNear(run, taken, ticks, nanosPerTick);
            if (taken == run.packets()) break;
            offsets[taken] = offsetNanos(run.arrivalNanos(taken), lastTimestamp + ticks, false, false, nanosPerTick);
            if (isDiscarded(offsets[taken])) discarded |= 1L << taken;
            taken++;
        }
        adaptive.take(run.baseNanos(), run.sinceBase(), run.from(), offsets, run.packets(), false);
        return discarded;
    }

    /**
     * Takes the offsets of packets of a run without pauses, as {@link #offsetNanos} would one by one, up to the first that comes in
     * another window, that may be a step, or that is too late for the least depth: those before it change nothing in fixed buffers.
     *
     * @return number of the first that it did not take
     */
    private int followNear(PacketRun run, int first, int ticks, double nanosPerTick) {
        int[] sinceBase = run.sinceBase();
        double[] offsets = run.offsetsNanos();
        int from = run.from();
        int packets = run.packets();
        long untilSinceBase = Math.min(windowEndNanos, skew.windowEndNanos()) - run.baseNanos();
        long baseSinceAnchor = run.baseNanos() - anchorNanos;
        double offsetMax = depthMinNanos;
        double fastest = fastestNanos();
        double least = Double.MAX_VALUE;
        double sent = ticksSinceAnchor; // a whole number, far below 2^53
        int next = first;
        for (; next < packets; next++) {
            long since = sinceBase[from + next];
            double transit = (baseSinceAnchor + since) - (sent + ticks) * nanosPerTick;
            double offset = transit - fastest;
            if (since >= untilSinceBase || offset > offsetMax || offset < -STEP_MAX_NANOS) break;
            sent += ticks;
            least = transit < least ? transit : least;
            fastest = transit < fastest ? transit : fastest;
            offsets[next] = offset > 0 ? offset : 0;
        }
        if (next == first) return next;
        ticksSinceAnchor = (long) sent;
        lastTimestamp += (next - first) * ticks;
        lastArrivalNanos = run.arrivalNanos(next - 1);
        windowMinNanos = Math.min(windowMinNanos, least);
        skew.least(least);
        return next;
    }

    /** How much longer a packet was under way than the fastest; or what is left of that when it starts over. */
    private double offsetNanos(
            long arrivalNanos, int timestamp, boolean isTalkspurt, boolean isLate, double nanosPerTick) {
        if (!anchored) anchor(arrivalNanos, timestamp);
        ticksSinceAnchor += timestamp - lastTimestamp; // int: timestamps wrap
        long pauseNanos = arrivalNanos - lastArrivalNanos;
        double transit = (arrivalNanos - anchorNanos) - ticksSinceAnchor * nanosPerTick;
        if (!isLate && (isTalkspurt || pauseNanos > PAUSE_NANOS || isStep(transit))) {
            anchor(arrivalNanos, timestamp);
            transit = 0;
        }
        lastTimestamp = timestamp;
        lastArrivalNanos = arrivalNanos;
        skew.transit(arrivalNanos, transit);
        return sinceFastestNanos(arrivalNanos, transit);
    }

    /** Forgets what came before: the next packet starts over. */
    void startOver() {
        anchored = false;
    }

    /** As {@link StreamStatistics#fetch}. */
    long fetch() {
        return anchorNanos + lastTimestamp;
    }

    long fetchParts() {
        return skew.windowEndNanos() + adaptive.fetch();
    }

    double skewPpm() {
        return skew.ppm();
    }

    LateCounts drain() {
        return new LateCounts(shallow.drainLate(), deep.drainLate(), adaptive.drainLate());
    }

    /** A packet within the least depth changes nothing in buffers that stand as they started. */
    private boolean isDiscarded(double offsetNanos) {
        return (offsetNanos > depthMinNanos || fixedAreShifted) && fixed(offsetNanos);
    }

    private boolean fixed(double offsetNanos) {
        boolean isDiscarded = shallow.packet(offsetNanos);
        deep.packet(offsetNanos);
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
        windowMinNanos = 0;
        lastWindowMinNanos = 0;
        shallow.startOver();
        deep.startOver();
        fixedAreShifted = false;
        skew.startOver();
    }

    private boolean isStep(double transitNanos) {
        return Math.abs(transitNanos - fastestNanos()) > STEP_MAX_NANOS;
    }

    private double fastestNanos() {
        return windowMinNanos < lastWindowMinNanos ? windowMinNanos : lastWindowMinNanos;
    }

    private double sinceFastestNanos(long arrivalNanos, double transitNanos) {
        if (arrivalNanos >= windowEndNanos) {
            windowEndNanos = arrivalNanos + WINDOW_NANOS;
            lastWindowMinNanos = windowMinNanos;
            windowMinNanos = transitNanos;
        }
        if (transitNanos < windowMinNanos) windowMinNanos = transitNanos;
        return transitNanos - fastestNanos();
    }
}
