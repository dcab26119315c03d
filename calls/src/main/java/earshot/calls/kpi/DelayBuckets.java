// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.math.BigDecimal;

/**
 * The buckets that delays are counted in, so that percentiles of minutes and of peers can be told from sums. Their upper
 * bounds are the E24 series (IEC 60063) in the decades from 0.1 ms to 1000 s: a delay is in the first bucket whose bound it
 * does not exceed, and no bound is more than 16 % above the one before. They are in stored rows, so they never change.
 */
public final class DelayBuckets {
    private static final int[] E24 = {
        10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91
    };
    /** The first bound, 0.1 ms, is ten of these. */
    private static final long FIRST_UNIT_MICROS = 10;

    private static final int DECADES = 7;
    /** How many there are; all that is longer is in the last. */
    static final int COUNT = DECADES * E24.length + 1;

    private DelayBuckets() {}

    /** The bucket of a delay, microseconds. */
    static int of(long micros) {
        int low = 0;
        int high = COUNT - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (boundMicros(middle) < micros) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The longest delay of a bucket, microseconds. */
    static long boundMicros(int bucket) {
        long unit = FIRST_UNIT_MICROS;
        for (int decade = bucket / E24.length; decade > 0; decade--) unit *= 10;
        return E24[bucket % E24.length] * unit;
    }

    /** The bound in milliseconds as rows show it, such as {@code 0.11} or {@code 820}. */
    static String text(int bucket) {
        return BigDecimal.valueOf(boundMicros(bucket), 3).stripTrailingZeros().toPlainString();
    }
}
