// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ratios and means of counted minutes. Each is null when there is nothing to divide by: unknown is no figure. Percent are
 * 0 to 100. Definitions and clauses: {@code docs/kpis.md}.
 *
 * @param asrPercent answer-seizure ratio (E.411)
 * @param nerPercent network effectiveness ratio (E.425)
 * @param acdSeconds average call duration
 * @param serPercent session establishment ratio (RFC 6076 4.6)
 * @param seerPercent session establishment effectiveness ratio (RFC 6076 4.7)
 * @param isaPercent ineffective session attempts (RFC 6076 4.8)
 * @param scrPercent session completion ratio (RFC 6076 4.9)
 * @param srdMs session request delay of answered calls, mean (RFC 6076 4.3.1)
 * @param srdFailedMs session request delay of failed calls, mean (RFC 6076 4.3.2)
 * @param sddMs session disconnect delay, mean (RFC 6076 4.4)
 * @param sdtSeconds session duration time of completed calls, mean (RFC 6076 4.5.1)
 * @param sdtFailedSeconds session duration time where the BYE failed, mean (RFC 6076 4.5.2)
 * @param rrdMs registration request delay, mean (RFC 6076 4.1)
 * @param iraPercent ineffective registration attempts (RFC 6076 4.2)
 * @param goodPercent media time of good quality, of all whose quality is known
 * @param lossPercent packets lost of those expected
 * @param srdP50Ms the delay that 50 % of the answered calls did not exceed, told by the upper bound of its bucket; so the others
 */
public record KpiFigures(
        @Nullable Double asrPercent,
        @Nullable Double nerPercent,
        @Nullable Double acdSeconds,
        @Nullable Double serPercent,
        @Nullable Double seerPercent,
        @Nullable Double isaPercent,
        @Nullable Double scrPercent,
        @Nullable Double srdMs,
        @Nullable Double srdFailedMs,
        @Nullable Double sddMs,
        @Nullable Double sdtSeconds,
        @Nullable Double sdtFailedSeconds,
        @Nullable Double rrdMs,
        @Nullable Double iraPercent,
        @Nullable Double goodPercent,
        @Nullable Double lossPercent,
        @Nullable Double srdP50Ms,
        @Nullable Double srdP95Ms,
        @Nullable Double srdP99Ms,
        @Nullable Double sddP50Ms,
        @Nullable Double sddP95Ms,
        @Nullable Double sddP99Ms,
        @Nullable Double rrdP50Ms,
        @Nullable Double rrdP95Ms,
        @Nullable Double rrdP99Ms) {
    private static final double MICROS_PER_MS = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    public static KpiFigures of(KpiMinuteRow row) {
        KpiCalls calls = row.calls();
        KpiTimes times = row.times();
        KpiRegisters registers = row.registers();
        KpiMedia media = row.media();
        long decided = calls.attempts() - calls.undecided();
        long direct = decided - calls.redirected();
        return new KpiFigures(
                percent(calls.answered(), decided),
                percent(calls.effective(), decided),
                mean(times.talkMicros(), times.talkCalls(), MICROS_PER_SECOND),
                percent(calls.answered(), direct),
                percent(calls.sessionEffective(), direct),
                percent(calls.ineffective(), decided),
                percent(calls.completed(), decided),
                mean(times.srdMicros(), times.srdCalls(), MICROS_PER_MS),
                mean(times.srdFailedMicros(), times.srdFailedCalls(), MICROS_PER_MS),
                mean(times.sddMicros(), times.sddCalls(), MICROS_PER_MS),
                mean(times.sdtMicros(), times.sdtCalls(), MICROS_PER_SECOND),
                mean(times.sdtFailedMicros(), times.sdtFailedCalls(), MICROS_PER_SECOND),
                mean(times.rrdMicros(), times.rrdRegisters(), MICROS_PER_MS),
                percent(registers.ineffective(), registers.requests() - registers.undecided()),
                percent(media.goodMicros(), media.goodMicros() + media.poorMicros()),
                percent(media.lost(), media.expected()),
                percentile(times.srdSpread(), 50),
                percentile(times.srdSpread(), 95),
                percentile(times.srdSpread(), 99),
                percentile(times.sddSpread(), 50),
                percentile(times.sddSpread(), 95),
                percentile(times.sddSpread(), 99),
                percentile(times.rrdSpread(), 50),
                percentile(times.rrdSpread(), 95),
                percentile(times.rrdSpread(), 99));
    }

    /** By nearest rank: of n delays in order the one at place n * percent / 100, rounded up; told by its bucket's bound. */
    static @Nullable Double percentile(Map<String, Long> spread, int percent) {
        NavigableMap<Double, Long> byBound = new TreeMap<>();
        spread.forEach((bound, number) -> byBound.merge(Double.valueOf(bound), number, Long::sum));
        long all = byBound.values().stream().mapToLong(Long::longValue).sum();
        long rank = (all * percent + 99) / 100;
        long seen = 0;
        for (Map.Entry<Double, Long> bucket : byBound.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank && rank > 0) return bucket.getKey();
        }
        return null;
    }

    private static @Nullable Double percent(long part, long whole) {
        return whole <= 0 ? null : Double.valueOf(100.0 * part / whole);
    }

    private static @Nullable Double mean(long micros, long count, double microsPerUnit) {
        return count <= 0 ? null : Double.valueOf(micros / microsPerUnit / count);
    }
}
