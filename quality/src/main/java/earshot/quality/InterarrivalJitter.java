// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Arrays;
import java.util.List;

/**
 * Interarrival jitter of RFC 3550 A.8, in its floating form, between media packets in the order of arrival.
 *
 * <p>Telephone events and comfort noise are left out: the transit of the last media packet is kept over them. A step of
 * more than five seconds is the sender's clock set anew, not jitter, and starts over.
 */
final class InterarrivalJitter {
    static final double STEP_MAX_NANOS = 5e9;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MS = 1e6;
    private static final double FADING = 15.0 / 16;
    private static final double NOTHING_NANOS = 1e-3;
    /** The arrival of a packet that comes alone, which is its own base. */
    private static final int[] AT_BASE = {0};

    /** The cell for each whole millisecond, rounded up, up to the last bound: without a branch for the processor to guess. */
    private static final byte[] CELL_OF_MS = cells();

    private boolean hasLast;
    private long lastArrivalNanos;
    private int lastTimestamp;
    private double jitterNanos;

    private double sumNanos;
    private long samples;
    private double maxNanos;
    /** How much larger the jitter was than without the steps over pauses, when there were so many samples. */
    private double pauseShareNanos;

    private long fadedUpTo;
    /** Sum of that since the last drain, and packets that ended a pause. */
    private double pauseShareSumNanos;

    private long pauseSamples;
    private final int[] interarrival = new int[JitterCounts.CELLS]; // one line of the cache

    /**
     * Takes a media packet.
     *
     * @param endsPause the step to it is over a pause of the sender
     */
    void media(long arrivalNanos, long timestamp, int clockRateHz, boolean endsPause) {
        double sentApartNanos = nanosOf((int) timestamp - lastTimestamp, clockRateHz); // int: timestamps wrap
        if (hasLast && endsPause) pause(stepNanos(arrivalNanos - lastArrivalNanos, sentApartNanos));
        if (hasLast) sample(arrivalNanos, AT_BASE, 0, 1, sentApartNanos);
        hasLast = true;
        lastArrivalNanos = arrivalNanos;
        lastTimestamp = (int) timestamp;
    }

    /** As {@link #media} for each packet of a run. */
    void follow(PacketRun run, int ticks, int clockRateHz) {
        sample(run.baseNanos(), run.sinceBase(), run.from(), run.packets(), nanosOf(ticks, clockRateHz));
        lastTimestamp += run.packets() * ticks;
    }

    private static double nanosOf(int ticks, int clockRateHz) {
        return ticks * NANOS_PER_SECOND / clockRateHz;
    }

    /** As {@link StreamStatistics#fetch}. */
    long fetch() {
        return samples + lastTimestamp;
    }

    long fetchCells() {
        return interarrival[0];
    }

    /** Forgets the last packet: the next one has none to be compared with. */
    void forgetLast() {
        hasLast = false;
    }

    double jitterMs() {
        return jitterNanos / NANOS_PER_MS;
    }

    JitterCounts drain(double deltaMaxMs) {
        fade();
        Long[] cells = new Long[interarrival.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (long) interarrival[i];
        }
        JitterCounts drained =
                new JitterCounts(sumNanos / NANOS_PER_MS, samples, maxNanos / NANOS_PER_MS, deltaMaxMs, List.of(cells));
        sumNanos = 0;
        samples = 0;
        maxNanos = 0;
        pauseShareSumNanos = 0;
        pauseSamples = 0;
        fadedUpTo = 0;
        Arrays.fill(interarrival, 0);
        return drained;
    }

    /** Sum of the jitter of talkspurts since the last {@link #drain}, and packets in it: to be asked before. */
    double talkSumMs() {
        fade();
        return (sumNanos - pauseShareSumNanos) / NANOS_PER_MS;
    }

    long talkSamples() {
        return samples - pauseSamples;
    }

    /** Takes packets that were all sent so far apart. The numbers are kept at hand meanwhile: each waits for the one before. */
    private void sample(long baseNanos, int[] sinceBase, int from, int packets, double sentApartNanos) {
        long before = lastArrivalNanos - baseNanos;
        double jitter = jitterNanos;
        double sum = sumNanos;
        double max = maxNanos;
        int strays = 0;
        for (int i = from; i < from + packets; i++) {
            double step = stepNanos(sinceBase[i] - before, sentApartNanos);
            before = sinceBase[i];
            if (step > STEP_MAX_NANOS) {
                strays++;
                continue;
            }
            jitter = after(step, jitter);
            sum += jitter;
            max = jitter > max ? jitter : max;
            interarrival[cellOf(step)]++;
        }
        lastArrivalNanos = baseNanos + before;
        jitterNanos = jitter;
        sumNanos = sum;
        maxNanos = max;
        samples += packets - strays;
    }

    private static double stepNanos(long apartNanos, double sentApartNanos) {
        return Math.abs(apartNanos - sentApartNanos);
    }

    /** J + (|D| - J) / 16 in the form in which only one product waits for the J before. */
    private static double after(double stepNanos, double jitterNanos) {
        return FADING * jitterNanos + stepNanos / 16;
    }

    /** Before the step over a pause is taken: the jitter of talkspurts stays what it was, and has no sample. */
    private void pause(double stepNanos) {
        if (stepNanos > STEP_MAX_NANOS) return;
        fade();
        double withPause = after(stepNanos, jitterNanos);
        pauseShareNanos = withPause - (jitterNanos - pauseShareNanos);
        pauseShareSumNanos += withPause;
        pauseSamples++;
        fadedUpTo = samples + 1;
    }

    /** What a pause did to the jitter fades by a sixteenth with each packet (RFC 3550 A.8): a geometric series. */
    private void fade() {
        if (pauseShareNanos != 0) {
            double left = Math.pow(FADING, (double) (samples - fadedUpTo));
            pauseShareSumNanos += pauseShareNanos * FADING * (1 - left) / (1 - FADING);
            pauseShareNanos = Math.abs(pauseShareNanos) < NOTHING_NANOS ? 0 : pauseShareNanos * left;
        }
        fadedUpTo = samples;
    }

    /** The cell of the histogram for a step of that size, to the nanosecond. */
    private static int cellOf(double stepNanos) {
        int roundedUpMs = (int) (((long) stepNanos + 999_999) / 1_000_000);
        return roundedUpMs < CELL_OF_MS.length ? CELL_OF_MS[roundedUpMs] : JitterCounts.CELLS - 1;
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
