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
 * @param <N> what it is told
 * @param <M> what it remembers of one key
 */
public abstract class MinuteTracker<N extends MinuteNews, M extends MinuteMemory> implements Serializable {
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

    public abstract M newMemory();

    /** Takes in news; sets {@link MinuteMemory#nextMinute} when they are the first to be remembered. */
    abstract void add(M memory, N news, Consumer<Alert> out);

    /** Judges {@link MinuteMemory#nextMinute}, of which no more comes, and goes on to the one behind it, or to NEVER. */
    abstract void complete(String key, M memory, Consumer<Alert> out);

    public final void news(M memory, N news, Timers timers, Consumer<Alert> out) {
        // Timers come within seconds, but where the clock leapt they have not come so far.
        while (!memory.isEmpty() && completeMicros(memory.nextMinute) + Patience.LEAP < news.toldMicros()) {
            complete(news.key(), memory, out);
        }
        add(memory, news, out);
        setTimer(memory, timers);
    }

    public final void timer(String key, M memory, long timeMicros, Timers timers, Consumer<Alert> out) {
        memory.timerMicros = Patience.NEVER;
        while (!memory.isEmpty() && completeMicros(memory.nextMinute) <= timeMicros) complete(key, memory, out);
        setTimer(memory, timers);
    }

    private void setTimer(M memory, Timers timers) {
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
