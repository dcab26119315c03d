// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * This is the interarrival jitter of RFC 3550 A.8 with nothing spared: in decimals of 34 digits, packet by packet in the
 * order of arrival, written to be compared with the text of the RFC.
 *
 * <p>For two packets i and j, {@code D(i,j) = (Rj - Ri) - (Sj - Si)} and {@code J(j) = J(i) + (|D(i,j)| - J(i)) / 16}, R
 * being the time of arrival and S the timestamp. What the RFC leaves open is decided so: a difference is taken between
 * neighbours on one clock and in one sequence, and a step of more than 5 s is a clock set anew.
 */
final class PlainJitter {
    private static final BigDecimal SIXTEEN = BigDecimal.valueOf(16);
    private static final BigDecimal STEP_MAX_MS = BigDecimal.valueOf(5000);
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private boolean hasLast;
    private long lastArrivalMicros;
    private long lastTimestamp;
    private int lastClockRate;
    private int lastRun;
    private BigDecimal jitterMs = BigDecimal.ZERO;
    private BigDecimal sumMs = BigDecimal.ZERO;
    private BigDecimal maxMs = BigDecimal.ZERO;
    private int differences;

    /** Takes a packet whose timestamp runs with the time, in the run of sequence numbers of that number. */
    void packet(long arrivalMicros, long timestamp, int clockRate, int run) {
        if (hasLast && clockRate == lastClockRate && run == lastRun) {
            BigDecimal arrivedMs = BigDecimal.valueOf(arrivalMicros - lastArrivalMicros, 3);
            int ticks = (int) (timestamp - lastTimestamp); // 32 bits, so that a wrap is no step
            BigDecimal sentMs = BigDecimal.valueOf(1000L * ticks).divide(BigDecimal.valueOf(clockRate), DIGITS);
            difference(arrivedMs.subtract(sentMs).abs());
        }
        hasLast = true;
        lastArrivalMicros = arrivalMicros;
        lastTimestamp = timestamp;
        lastClockRate = clockRate;
        lastRun = run;
    }

    private void difference(BigDecimal sizeMs) {
        if (sizeMs.compareTo(STEP_MAX_MS) > 0) return;
        jitterMs = jitterMs.add(sizeMs.subtract(jitterMs).divide(SIXTEEN, DIGITS), DIGITS);
        sumMs = sumMs.add(jitterMs, DIGITS);
        maxMs = maxMs.max(jitterMs);
        differences++;
    }

    /** After the last packet. */
    double nowMs() {
        return jitterMs.doubleValue();
    }

    /** The mean of J over the differences; 0 without one. */
    double meanMs() {
        return differences == 0 ? 0 : meanOver(differences);
    }

    /** The mean of J over the packets, the first of which has none: as some tools have it. */
    double meanOverPacketsMs() {
        return meanOver(differences + 1);
    }

    private double meanOver(int count) {
        return sumMs.divide(BigDecimal.valueOf(count), 9, RoundingMode.HALF_UP).doubleValue();
    }

    double maxMs() {
        return maxMs.doubleValue();
    }
}
