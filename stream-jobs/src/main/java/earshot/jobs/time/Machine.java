// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.Timers;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * A machine of {@code earshot.calls} as an operator: its events wait in the state of their key until the watermark says that
 * nothing earlier will come, and are opened in the order of {@link OrderOf}, its timers among them: so every interleaving of
 * the same events has the same outcome.
 *
 * <p>An operator and no function with Flink's timers, for their cost: decision 0025.
 *
 * @param <E> event
 * @param <M> the machine's memory, a POJO
 * @param <O> main output
 */
abstract class Machine<E, M, O> extends AbstractStreamOperator<O> implements OrderOf<E> {
    private static final long serialVersionUID = 1;

    private final TypeInformation<E> eventType;
    private final TypeInformation<M> memoryType;
    private transient @Nullable Inbox<E, M> inbox;

    Machine(TypeInformation<E> eventType, TypeInformation<M> memoryType) {
        this.eventType = eventType;
        this.memoryType = memoryType;
    }

    protected abstract M newMemory();

    /** Nothing is left to remember: timers that are under way mean nothing any more. */
    protected abstract boolean isEmpty(M memory);

    protected abstract void event(M memory, E event, Timers timers, Outlet<O> out);

    protected abstract void timer(M memory, long timeMicros, Timers timers, Outlet<O> out);

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        inbox = new Inbox<>(context.getKeyedStateStore(), eventType, memoryType, this, getMetricGroup());
        if (context.isRestored()) inbox.restore(getKeyedStateBackend());
    }

    final void add(E event) throws Exception {
        inbox().add((String) getCurrentKey(), event);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long timeMs = mark.getTimestamp();
        inbox().open(timeMs, entry -> open(entry, timeMs));
        super.processWatermark(mark);
    }

    private void open(Agenda.Entry entry, long throughMs) throws Exception {
        Opening<E, M, O> opening = opening(entry);
        opening.run(inbox().takeDue(entry, throughMs), Inbox.lastMicros(throughMs));
        inbox().keep(entry, isEmpty(opening.memory()) ? null : opening.kept());
    }

    /** Looks at one key. */
    final Opening<E, M, O> opening(Agenda.Entry entry) throws Exception {
        setCurrentKey(entry.key);
        return new Opening<>(this, output, entry.key, inbox().kept(this::newMemory));
    }

    final Inbox<E, M> inbox() {
        if (inbox == null) throw new IllegalStateException("not initialised");
        return inbox;
    }
}
