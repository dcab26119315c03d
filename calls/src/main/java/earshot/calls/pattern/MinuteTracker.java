// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Judges minute by minute, each once nothing more is told of it. There is one timer at a time, for the next minute, while
 * anything is remembered.
 *
 * @param <M> what is remembered of one key
 */
public abstract class MinuteTracker<M extends MinuteMemory> implements Serializable {
    static final long MINUTE = 60_000_000;

    private static final long serialVersionUID = 1;

    private final long graceMicros;

    /**
     * Prepares a tracker.
     *
     * @param graceMicros a minute is complete so long after its end
     */
    MinuteTracker(long graceMicros) {
        this.graceMicros = graceMicros;
    }

    /** Judges {@link MinuteMemory#nextMinute}, of which no more comes, and goes on to the one behind it, or to NEVER. */
    abstract void complete(String key, M memory, Consumer<Alert> out);

    public final void timer(String key, M memory, long timeMicros, Timers timers, Consumer<Alert> out) {
        memory.timerMicros = Patience.NEVER;
        while (!memory.isEmpty() && completeMicros(memory.nextMinute) <= timeMicros) complete(key, memory, out);
        setTimer(memory, timers);
    }

    /** Comes before news is taken in: timers come within seconds, but where the clock leapt they have not come so far. */
    final void catchUp(String key, M memory, long toldMicros, Consumer<Alert> out) {
        while (!memory.isEmpty() && completeMicros(memory.nextMinute) + Patience.LEAP < toldMicros) {
            complete(key, memory, out);
        }
    }

    /** Comes when news was taken in. */
    final void setTimer(M memory, Timers timers) {
        if (memory.isEmpty() || memory.timerMicros != Patience.NEVER) return;
        memory.timerMicros = completeMicros(memory.nextMinute);
        timers.at(memory.timerMicros);
    }

    /** The first minute of which more may be told. */
    final long openMinute(long toldMicros) {
        return Math.floorDiv(toldMicros - graceMicros, MINUTE);
    }

    final long completeMicros(long minute) {
        return (minute + 1) * MINUTE + graceMicros;
    }
}
