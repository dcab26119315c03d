// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.Timers;
import java.util.List;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * One key while its events and timers are opened. A timer comes after the events of its microsecond; one that is asked for in
 * the past comes at once.
 */
final class Opening<E, M, O> implements Timers, Outlet<O> {
    private final Machine<E, M, O> machine;
    private final Output<StreamRecord<O>> output;
    private final String key;
    private final Kept<M> kept;
    private long throughMicros;
    private long nowMs = Long.MIN_VALUE;

    Opening(Machine<E, M, O> machine, Output<StreamRecord<O>> output, String key, Kept<M> kept) {
        this.machine = machine;
        this.output = output;
        this.key = key;
        this.kept = kept;
    }

    Kept<M> kept() {
        return kept;
    }

    M memory() {
        return kept.memory();
    }

    /** Opens the events, which are in order, and the timers up to {@code throughMicros}. */
    void run(List<E> due, long throughMicros) {
        this.throughMicros = throughMicros;
        for (E event : due) {
            long timeMicros = machine.timeMicros(event);
            fire(timeMicros - 1);
            passTo(Inbox.toMs(timeMicros));
            machine.event(memory(), event, this, this);
        }
        fire(throughMicros);
    }

    private void fire(long untilMicros) {
        while (kept.hasTimer() && kept.firstTimerMicros() <= untilMicros) {
            long timeMicros = kept.firstTimerMicros();
            kept.removeFirstTimer();
            passTo(Inbox.toMs(timeMicros));
            machine.timer(memory(), timeMicros, this, this);
        }
    }

    /** From now on rows are told at that time, unless it is in the past. */
    void passTo(long timeMs) {
        nowMs = Math.max(nowMs, timeMs);
    }

    @Override
    public void at(long timeMicros) {
        kept.addTimer(timeMicros);
    }

    @Override
    public void collect(O row) {
        output.collect(new StreamRecord<>(row, nowMs));
    }

    @Override
    public <X> void aside(OutputTag<X> tag, X row) {
        output.collect(tag, new StreamRecord<>(row, nowMs));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public boolean hasTimeEnded() {
        return throughMicros == Long.MAX_VALUE;
    }
}
