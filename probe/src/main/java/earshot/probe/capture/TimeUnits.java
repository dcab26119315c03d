// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/**
 * How a pcapng interface counts time: if_tsresol (10^-v, or 2^-v with the top bit set) and if_tsoffset in seconds.
 * Results are clamped to what nanoseconds since 1970 can hold in a long (the year 2262).
 */
record TimeUnits(int resolution, long offsetSeconds) {
    static final int MICROSECONDS = 6;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_MAX = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    long toNanos(long units) {
        if (offsetSeconds == 0 && resolution <= 9) { // as nearly all files have it: no division
            long scale = powerOfTen(9 - resolution);
            long nanos = units * scale;
            boolean fits = Math.multiplyHigh(units, scale) == 0 && nanos >= 0;
            if (fits && nanos < SECONDS_MAX * NANOS_PER_SECOND) return nanos;
        }
        return toNanosOfAny(units);
    }

    private long toNanosOfAny(long units) {
        int exponent = resolution & 0x7F;
        boolean binary = (resolution & 0x80) != 0;
        long seconds = binary ? secondsBinary(units, exponent) : secondsDecimal(units, exponent);
        long nanos = binary ? nanosBinary(units, exponent) : nanosDecimal(units, exponent);
        if (seconds < 0 || seconds > SECONDS_MAX) seconds = SECONDS_MAX; // below 0: an unsigned value past 2^63
        long offset = Math.max(-SECONDS_MAX, Math.min(SECONDS_MAX, offsetSeconds));
        long shifted = Math.max(0, Math.min(SECONDS_MAX, seconds + offset));
        return shifted * NANOS_PER_SECOND + nanos;
    }

    private static long secondsDecimal(long units, int exponent) {
        return exponent > 19 ? 0 : Long.divideUnsigned(units, powerOfTen(exponent));
    }

    private static long nanosDecimal(long units, int exponent) {
        if (exponent <= 9) return Long.remainderUnsigned(units, powerOfTen(exponent)) * powerOfTen(9 - exponent);
        if (exponent > 28) return 0;
        long nanos = exponent - 9 > 19 ? 0 : Long.divideUnsigned(units, powerOfTen(exponent - 9));
        return Long.remainderUnsigned(nanos, NANOS_PER_SECOND);
    }

    private static long secondsBinary(long units, int exponent) {
        return exponent > 63 ? 0 : units >>> exponent;
    }

    private static long nanosBinary(long units, int exponent) {
        long fraction = exponent > 63 ? units : units & ((1L << exponent) - 1);
        if (exponent <= 34) return (fraction * NANOS_PER_SECOND) >>> exponent; // below 2^34 * 2^30: fits
        int drop = exponent - 34; // 2^-34 s is finer than a nanosecond
        return drop > 63 ? 0 : ((fraction >>> drop) * NANOS_PER_SECOND) >>> 34;
    }

    /** Ten to the power of 0 to 19, as an unsigned number. */
    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
