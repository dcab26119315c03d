// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Packets of a stream that are exactly as expected, as nearly all are: the next sequence number, one usual step of the
 * timestamp, no marker, in time for every buffer. Such a packet changes a few numbers and nothing else, and those lie here,
 * side by side, so that it costs few waits for memory.
 *
 * <p>The numbers are lent by the classes whose they are, which take them back when the run ends: before a packet that is
 * not as expected, and before anyone asks. What those classes would do with each packet of a run they do here in the same
 * order, so that the results are the same to the last bit; what they only count, they are told at the end. A packet that is
 * not taken has changed nothing.
 */
public class SteadyRun {
    /** For {@link StreamStatistics#beginRun}: payloads of any length are alike. */
    public static final int ANY_LENGTH = -1;

    /** A counter of the histogram has 16 bits here. */
    static final int LENGTH_MAX = 0xFFFF;

    /** Cells of the histogram that are kept here: a larger step is not as expected. */
    private static final int CELLS = 8;

    private static final double STEP_MAX_MS = JitterCounts.BOUNDS_MS.get(CELLS - 1);
    private static final int CELLS_IN_A_LONG = Long.SIZE / 16;
    private static final int CLOSED = -1;

    /** Of {@link StreamStatistics}. */
    long lastArrivalNanos;

    long deltaMaxNanos;
    long octets;

    /** Of {@link InterarrivalJitter}: its numbers so far, and what to add to its histogram, 16 bits a cell. */
    double jitterMs;

    double jitterSumMs;
    double jitterMaxMs;
    private long cellsLow;
    private long cellsHigh;

    /** Of {@link PlayoutBuffers}. */
    long anchorNanos;

    long ticksSinceAnchor;
    long windowEndNanos;
    double windowMinMs;
    double lastWindowMinMs;

    /** Of {@link AdaptiveBuffer}. */
    double delayMs;

    double meanMs;
    double deviationMs;
    long shrunkNanos;

    /** Of {@link ClockSkew}. */
    double skewMinMs;

    /** No packet from then on is taken. */
    long untilNanos;

    private double usualStepMs;
    private int nextSequence = CLOSED;
    int lastTimestamp;
    private int usualTicks;
    private int clockRateHz;
    private int likeness;
    private int octetsEach;

    /** Packets taken since it began. */
    int packets;

    /**
     * Takes a packet if it is as expected; if not, it goes to {@link StreamStatistics#packet}.
     *
     * @param sequence 16 bits
     * @param likeness what must not change within a run: any number, the same as for {@link StreamStatistics#beginRun}
     */
    public final boolean takes(long arrivalNanos, int sequence, int timestamp, int payloadOctets, int likeness) {
        if (sequence != nextSequence || timestamp != lastTimestamp + usualTicks || likeness != this.likeness)
            return false;
        long pauseNanos = arrivalNanos - lastArrivalNanos;
        if (arrivalNanos >= untilNanos || pauseNanos < 0 || pauseNanos > PlayoutBuffers.PAUSE_NANOS) return false;
        boolean isOtherLength = octetsEach != payloadOctets && octetsEach != ANY_LENGTH;
        if (isOtherLength || packets == LENGTH_MAX) return false;

        double stepMs = Math.abs(pauseNanos / 1e6 - usualStepMs);
        long ticks = ticksSinceAnchor + usualTicks;
        double transitMs = (arrivalNanos - anchorNanos) / 1e6 - ticks * 1000.0 / clockRateHz;
        double fromFastestMs = Math.abs(transitMs - Math.min(windowMinMs, lastWindowMinMs));
        if (stepMs > STEP_MAX_MS || fromFastestMs > FixedBuffer.DEPTH_MIN_MS) return false;
        if (!takesInPlayout(arrivalNanos, transitMs)) return false;

        ticksSinceAnchor = ticks;
        skewMinMs = Math.min(skewMinMs, transitMs);
        jitter(stepMs);
        octets += payloadOctets;
        deltaMaxNanos = Math.max(deltaMaxNanos, pauseNanos);
        lastArrivalNanos = arrivalNanos;
        lastTimestamp = timestamp;
        nextSequence = (sequence + 1) & 0xFFFF;
        packets++;
        return true;
    }

    /** Packets taken since it began; 0 when there is no run. */
    public final int packets() {
        return packets;
    }

    /** Of the last packet taken. */
    public final int lastTimestamp() {
        return lastTimestamp;
    }

    /** Of the last packet taken. */
    public final long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    /** As {@link PlayoutBuffers} and {@link AdaptiveBuffer} for a packet that none discards; false when one does. */
    private boolean takesInPlayout(long arrivalNanos, double transitMs) {
        boolean isNewWindow = arrivalNanos >= windowEndNanos;
        double beforeMs = isNewWindow ? windowMinMs : lastWindowMinMs;
        double minMs = isNewWindow ? transitMs : Math.min(windowMinMs, transitMs);
        double offsetMs = transitMs - Math.min(minMs, beforeMs);

        double mean = meanMs + AdaptiveBuffer.WEIGHT * (offsetMs - meanMs);
        double deviation = deviationMs + AdaptiveBuffer.WEIGHT * (Math.abs(offsetMs - mean) - deviationMs);
        boolean mayShrink = arrivalNanos - shrunkNanos >= AdaptiveBuffer.SHRINK_EVERY_NANOS;
        double delay = mayShrink ? AdaptiveBuffer.shrunkMs(delayMs, mean, deviation) : delayMs;
        if (offsetMs > delay) return false;

        meanMs = mean;
        deviationMs = deviation;
        windowMinMs = minMs;
        if (mayShrink) {
            delayMs = delay;
            shrunkNanos = arrivalNanos;
        }
        if (isNewWindow) {
            lastWindowMinMs = beforeMs;
            windowEndNanos = arrivalNanos + PlayoutBuffers.WINDOW_NANOS;
        }
        return true;
    }

    /** As {@link InterarrivalJitter}. */
    private void jitter(double stepMs) {
        jitterMs += (stepMs - jitterMs) / 16;
        jitterSumMs += jitterMs;
        jitterMaxMs = Math.max(jitterMaxMs, jitterMs);
        int cell = InterarrivalJitter.cellOf(stepMs);
        long one = 1L << (cell % CELLS_IN_A_LONG * 16);
        if (cell < CELLS_IN_A_LONG) cellsLow += one;
        else cellsHigh += one;
    }

    /** Begins behind the packet with that sequence number; what was lent is in the fields. */
    void begin(int sequence, int timestamp, int usualTicks, int clockRateHz, int octetsEach, int likeness) {
        this.nextSequence = (sequence + 1) & 0xFFFF;
        this.lastTimestamp = timestamp;
        this.usualTicks = usualTicks;
        this.clockRateHz = clockRateHz;
        this.usualStepMs = usualTicks * 1000.0 / clockRateHz;
        this.octetsEach = octetsEach;
        this.likeness = likeness;
        packets = 0;
        cellsLow = 0;
        cellsHigh = 0;
    }

    boolean isOpen() {
        return nextSequence != CLOSED;
    }

    void close() {
        nextSequence = CLOSED;
        packets = 0;
    }

    /** Adds this run's steps to a histogram. */
    void addTo(int[] cells) {
        for (int cell = 0; cell < CELLS; cell++) {
            long four = cell < CELLS_IN_A_LONG ? cellsLow : cellsHigh;
            cells[cell] += (int) (four >>> (cell % CELLS_IN_A_LONG * 16)) & 0xFFFF;
        }
    }
}
