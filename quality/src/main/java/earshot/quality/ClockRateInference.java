// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Infers the RTP clock of a stream that no SDP explains: ticks against arrival time, matched with the clocks in use.
 *
 * <p>It answers after a second of media, and never when no clock fits.
 */
final class ClockRateInference {
    private static final int[] CLOCKS_HZ = {8000, 16000, 24000, 32000, 44100, 48000, 90000};
    private static final double TOLERANCE = 0.04; // half the distance of the two nearest clocks
    private static final long SPAN_MIN_NANOS = 1_000_000_000L;
    private static final long SPAN_MAX_NANOS = 5_000_000_000L;
    private static final int PACKETS_MIN = 10;

    private int packets;
    private long firstArrivalNanos;
    private int lastTimestamp;
    private long ticks;

    /** Takes a media packet that came in order; returns the clock, or 0 while unknown. */
    int media(long arrivalNanos, long timestamp) {
        long spanNanos = arrivalNanos - firstArrivalNanos;
        if (packets == 0 || spanNanos > SPAN_MAX_NANOS) {
            packets = 1;
            ticks = 0;
            firstArrivalNanos = arrivalNanos;
            lastTimestamp = (int) timestamp;
            return 0;
        }
        packets++;
        ticks += (int) timestamp - lastTimestamp;
        lastTimestamp = (int) timestamp;
        return packets < PACKETS_MIN || spanNanos < SPAN_MIN_NANOS ? 0 : nearest(ticks * 1e9 / spanNanos);
    }

    private static int nearest(double hertz) {
        for (int clock : CLOCKS_HZ) {
            if (Math.abs(hertz - clock) <= clock * TOLERANCE) return clock;
        }
        return 0;
    }
}
