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
    private static final double FADING = 15.0 / 16;
    private static final double NOTHING_MS = 1e-9;

    /** The cell for each whole millisecond, rounded up, up to the last bound: without a branch for the processor to guess. */
    private static final byte[] CELL_OF_MS = cells();

    private final long[] one = new long[1]; // the arrival of a packet that comes alone
    private boolean hasLast;
    private long lastArrivalNanos;
    private int lastTimestamp;
    private double jitterMs;

    private double sumMs;
    private long samples;
    private double maxMs;
    /** How much larger the jitter was than without the steps over pauses, when there were so many samples. */
    private double pauseShareMs;

    private long fadedUpTo;
    /** Sum of that since the last drain, and packets that ended a pause. */
    private double pauseShareSumMs;

    private long pauseSamples;
    private final int[] interarrival = new int[JitterCounts.CELLS]; // one line of the cache

    /**
     * Takes a media packet.
     *
     * @param endsPause the step to it is over a pause of the sender
     */
    void media(long arrivalNanos, long timestamp, int clockRateHz, boolean endsPause) {
        double sentApartMs = msOf((int) timestamp - lastTimestamp, clockRateHz); // int: timestamps wrap
        if (hasLast && endsPause) pause(stepMs(arrivalNanos - lastArrivalNanos, sentApartMs));
        one[0] = arrivalNanos;
        if (hasLast) sample(one, 1, sentApartMs);
        hasLast = true;
        lastArrivalNanos = arrivalNanos;
        lastTimestamp = (int) timestamp;
    }

    /** As {@link #media} for each packet of a run. */
    void follow(PacketRun run, int ticks, int clockRateHz) {
        sample(run.arrivalsNanos(), run.packets(), msOf(ticks, clockRateHz));
        lastTimestamp += run.packets() * ticks;
    }

    private static double msOf(int ticks, int clockRateHz) {
        return ticks * 1000.0 / clockRateHz;
    }

    /** Forgets the last packet: the next one has none to be compared with. */
    void forgetLast() {
        hasLast = false;
    }

    double jitterMs() {
        return jitterMs;
    }

    JitterCounts drain(double deltaMaxMs) {
        fade();
        Long[] cells = new Long[interarrival.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (long) interarrival[i];
        }
        JitterCounts drained = new JitterCounts(sumMs, samples, maxMs, deltaMaxMs, List.of(cells));
        sumMs = 0;
        samples = 0;
        maxMs = 0;
        pauseShareSumMs = 0;
        pauseSamples = 0;
        fadedUpTo = 0;
        Arrays.fill(interarrival, 0);
        return drained;
    }

    /** Sum of the jitter of talkspurts since the last {@link #drain}, and packets in it: to be asked before. */
    double talkSumMs() {
        fade();
        return sumMs - pauseShareSumMs;
    }

    long talkSamples() {
        return samples - pauseSamples;
    }

    /** Takes packets that were all sent so far apart. The numbers are kept at hand meanwhile: each waits for the one before. */
    private void sample(long[] arrivalsNanos, int packets, double sentApartMs) {
        long beforeNanos = lastArrivalNanos;
        double jitter = jitterMs;
        double sum = sumMs;
        double max = maxMs;
        int strays = 0;
        for (int i = 0; i < packets; i++) {
            double stepMs = stepMs(arrivalsNanos[i] - beforeNanos, sentApartMs);
            beforeNanos = arrivalsNanos[i];
            if (stepMs > STEP_MAX_MS) {
                strays++;
                continue;
            }
            jitter = after(stepMs, jitter);
            sum += jitter;
            max = jitter > max ? jitter : max;
            interarrival[cellOf(stepMs)]++;
        }
        lastArrivalNanos = beforeNanos;
        jitterMs = jitter;
        sumMs = sum;
        maxMs = max;
        samples += packets - strays;
    }

    private static double stepMs(long apartNanos, double sentApartMs) {
        return Math.abs(apartNanos / 1e6 - sentApartMs);
    }

    private static double after(double stepMs, double jitterMs) {
        return jitterMs + (stepMs - jitterMs) / 16;
    }

    /** Before the step over a pause is taken: the jitter of talkspurts stays what it was, and has no sample. */
    private void pause(double stepMs) {
        if (stepMs > STEP_MAX_MS) return;
        fade();
        double withPauseMs = after(stepMs, jitterMs);
        pauseShareMs = withPauseMs - (jitterMs - pauseShareMs);
        pauseShareSumMs += withPauseMs;
        pauseSamples++;
        fadedUpTo = samples + 1;
    }

    /** What a pause did to the jitter fades by a sixteenth with each packet (RFC 3550 A.8): a geometric series. */
    private void fade() {
        if (pauseShareMs != 0) {
            double left = Math.pow(FADING, (double) (samples - fadedUpTo));
            pauseShareSumMs += pauseShareMs * FADING * (1 - left) / (1 - FADING);
            pauseShareMs = Math.abs(pauseShareMs) < NOTHING_MS ? 0 : pauseShareMs * left;
        }
        fadedUpTo = samples;
    }

    /** The cell of the histogram for a step of that size. */
    private static int cellOf(double stepMs) {
        int roundedUp = (int) Math.ceil(stepMs);
        return roundedUp < CELL_OF_MS.length ? CELL_OF_MS[roundedUp] : JitterCounts.CELLS - 1;
    }

    private static byte[] cells() {
        int last = JitterCounts.BOUNDS_MS.get(JitterCounts.BOUNDS_MS.size() - 1);
        byte[] cells = new byte[last + 1];
        byte cell = 0;
        for (int ms = 0; ms <= last; ms++) {
            if (ms > JitterCounts.BOUNDS_MS.get(cell)) cell++;
            cells[ms] = cell;
        }
        return cells;
    }
}
