// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.Timers;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A machine of {@code earshot.calls} under Flink: its memory is the state of the key, its events come in order out of an
 * {@link Inbox}, and its memory is cleared when the machine says that nothing is left to remember. Every machine ends
 * its memory by timers of its own, so no state outlives its purpose.
 *
 * @param <E> event
 * @param <M> the machine's memory, a POJO
 * @param <O> main output
 */
public abstract class KeyedMachine<E, M, O> extends KeyedProcessFunction<String, E, O> implements OrderOf<E> {
    private static final long serialVersionUID = 1;
    /** Far beyond the machines' own timers: ends what they cannot, such as the memory of a rule that was removed. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(2);

    private final TypeInformation<E> eventType;
    private final TypeInformation<M> memoryType;
    private transient @Nullable Inbox<E> inbox;
    private transient @Nullable ValueState<M> memory;

    protected KeyedMachine(TypeInformation<E> eventType, TypeInformation<M> memoryType) {
        this.eventType = eventType;
        this.memoryType = memoryType;
    }

    /**
     * The state that a machine's memory lives in. What the machines cannot end goes when a checkpoint is restored: to
     * look for it on every access would cost more than the access.
     */
    public static <M> ValueStateDescriptor<M> memory(TypeInformation<M> type) {
        ValueStateDescriptor<M> descriptor = new ValueStateDescriptor<>("memory", type);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGOTTEN_AFTER)
                .disableCleanupInBackground()
                .cleanupFullSnapshot()
                .build());
        return descriptor;
    }

    protected abstract M newMemory();

    protected abstract boolean isEmpty(M memory);

    protected abstract void event(M memory, E event, Timers timers, Context context, Collector<O> out);

    protected abstract void timer(M memory, long timeMicros, Timers timers, Context context, Collector<O> out);

    @Override
    public void open(OpenContext context) {
        inbox = new Inbox<>(getRuntimeContext(), eventType, this);
        memory = getRuntimeContext().getState(memory(memoryType));
    }

    @Override
    public void processElement(E event, Context context, Collector<O> out) throws Exception {
        inbox().add(event, context.timerService());
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<O> out) throws Exception {
        M before = memory().value();
        M now = before == null ? newMemory() : before;
        inbox().open(timeMs, context.timerService(), new Inbox.Reader<>() {
            @Override
            public void event(E event, Timers timers) {
                KeyedMachine.this.event(now, event, timers, context, out);
            }

            @Override
            public void timer(long timeMicros, Timers timers) {
                KeyedMachine.this.timer(now, timeMicros, timers, context, out);
            }
        });
        if (isEmpty(now)) {
            memory().clear();
        } else {
            memory().update(now);
        }
    }

    private Inbox<E> inbox() {
        if (inbox == null) throw new IllegalStateException("not opened");
        return inbox;
    }

    private ValueState<M> memory() {
        if (memory == null) throw new IllegalStateException("not opened");
        return memory;
    }
}
