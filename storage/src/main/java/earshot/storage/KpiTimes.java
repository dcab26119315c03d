// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** Sums of times and what they are sums over, microseconds, in the minute of the call or REGISTER. The columns {@code times_...} of {@code kpi_minutes}, whose comments say more. */
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
        long rrdMicros) {}
