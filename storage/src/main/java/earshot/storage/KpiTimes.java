// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.Map;

/**
 * Sums of times and what they are sums over, microseconds, in the minute of the call or REGISTER, and how they spread. The
 * columns {@code times_...} of {@code kpi_minutes}, whose comments say more.
 *
 * @param srdSpread calls by their session request delay: number by the upper bound of a bucket, milliseconds
 * @param sddSpread the same of the session disconnect delay
 * @param rrdSpread REGISTERs by their registration request delay
 */
public record KpiTimes(
        long talkCalls,
        long talkMicros,
        long srdCalls,
        long srdMicros,
        long srdFailedCalls,
        long srdFailedMicros,
        long sddCalls,
        long sddMicros,
        long sdtCalls,
        long sdtMicros,
        long sdtFailedCalls,
        long sdtFailedMicros,
        long rrdRegisters,
        long rrdMicros,
        Map<String, Long> srdSpread,
        Map<String, Long> sddSpread,
        Map<String, Long> rrdSpread) {}
