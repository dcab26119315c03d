// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Key figures of a span of time as people and machines read them: counts, and what follows from them.
 *
 * @param time start of the span
 * @param seconds its length; null when it is that of the whole question
 * @param dimension overall, peer, trunk or probe
 * @param name address, trunk or probe; empty for overall
 * @param side caller where the peer or trunk sent the INVITE, callee where it received it; empty otherwise
 * @param statuses decided attempts by final status; none where no final response came
 */
public record KpiPoint(
        Instant time,
        @Nullable Long seconds,
        String dimension,
        String name,
        String side,
        KpiCalls calls,
        KpiTimes times,
        KpiRegisters registers,
        KpiMedia media,
        KpiLoad load,
        Map<String, Long> statuses,
        KpiFigures figures) {
    public static KpiPoint of(KpiMinuteRow row, @Nullable Long seconds) {
        return new KpiPoint(
                row.minute(),
                seconds,
                row.dimension(),
                row.name(),
                row.side(),
                row.calls(),
                row.times(),
                row.registers(),
                row.media(),
                row.load(),
                row.statuses(),
                KpiFigures.of(row));
    }
}
