// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.Map;

/**
 * One row of {@code kpi_minutes}: the key figures of one minute for one peer, trunk, probe or all, as counts that add up.
 * {@link KpiFigures} makes ratios of them.
 *
 * @param isEmpty everything counted was taken back: the row says nothing any more
 * @param statuses decided attempts by final status; {@code none} where no final response came
 */
public record KpiMinuteRow(
        Instant minute,
        String dimension,
        String name,
        String side,
        long version,
        boolean isEmpty,
        KpiCalls calls,
        KpiTimes times,
        KpiRegisters registers,
        KpiMedia media,
        KpiLoad load,
        Map<String, Long> statuses) {}
