// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import java.util.function.Consumer;

/**
 * Adds up a cell of a minute from what its shards send, and tells the sum again after each round of changes. Keyed by
 * {@link KpiChange#cellKey}.
 */
public final class MinuteTotals {
    /** Counts a change; the row follows when the shards of this round have all been heard. */
    public void change(KpiMinute minute, KpiChange change, Timers timers) {
        minute.minuteSeconds = change.minuteSeconds;
        minute.cell = change.cell;
        minute.counts.add(change.counts, 1);
        minute.isDirty = true;
        wait(minute, change.toldMicros, timers);
    }

    public void timer(KpiMinute minute, long timeMicros, Timers timers, Consumer<KpiMinute> out) {
        minute.timerMicros = Patience.NEVER;
        if (minute.isDirty) {
            minute.isDirty = false;
            out.accept(copy(minute));
        }
        if (timeMicros >= MinuteShards.forgottenMicros(minute.minuteSeconds)) {
            minute.cell = "";
            return;
        }
        wait(minute, MinuteShards.forgottenMicros(minute.minuteSeconds), timers);
    }

    private static void wait(KpiMinute minute, long timeMicros, Timers timers) {
        if (minute.timerMicros != Patience.NEVER && minute.timerMicros <= timeMicros) return;
        minute.timerMicros = timeMicros;
        timers.at(timeMicros);
    }

    private static KpiMinute copy(KpiMinute minute) {
        KpiMinute copy = new KpiMinute();
        copy.minuteSeconds = minute.minuteSeconds;
        copy.cell = minute.cell;
        copy.counts.add(minute.counts, 1);
        return copy;
    }
}
