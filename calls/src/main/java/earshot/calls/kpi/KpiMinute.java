// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;

/** The figures of one cell in one minute, as counted so far: a row, and the memory of {@link MinuteTotals}. */
public class KpiMinute {
    /** Start of the minute, seconds since 1970. */
    public long minuteSeconds;
    /** Text of the {@link KpiCell}; empty while nothing was counted. */
    public String cell = "";

    public KpiCounts counts = new KpiCounts();
    /** The timer under way, micros. */
    public long timerMicros = Patience.NEVER;
    /** Something was counted that no row tells yet. */
    public boolean isDirty;

    public KpiMinute() {}

    /** Whose figures these are. */
    public KpiCell of() {
        return KpiCell.parse(cell);
    }

    /** The highest wins. A count of changes and no clock, so that a second reading of the same events ends equal. */
    public long version() {
        return counts.changes;
    }

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return cell.isEmpty();
    }
}
