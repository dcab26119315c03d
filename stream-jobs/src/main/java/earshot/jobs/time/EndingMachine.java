// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.Timers;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A machine of {@code earshot.calls} under Flink, as {@link KeyedMachine}, to which the end of the input means something
 * else than that its timers are due.
 *
 * <p>Its second input says, once the input has ended, when the last event of all was ({@link LastEventOperator}): a timer
 * up to then fires as such, one behind it means that the capture ended first. The watermark alone cannot tell: it leaps
 * from somewhere before the last event to the end of time.
 *
 * @param <E> event
 * @param <M> the machine's memory, a POJO
 * @param <O> main output
 */
public abstract class EndingMachine<E, M, O> extends KeyedBroadcastProcessFunction<String, E, Long, O>
        implements OrderOf<E> {
    /** The time of the last event under {@link #LAST}, micros. */
    public static final MapStateDescriptor<String, Long> LAST_EVENT =
            new MapStateDescriptor<>("last-event", Types.STRING, Types.LONG);

    private static final long serialVersionUID = 1;
    private static final String LAST = "last";

    private final TypeInformation<E> eventType;
    private final TypeInformation<M> memoryType;
    private transient @Nullable Inbox<E> inbox;
    private transient @Nullable ValueState<M> memory;

    protected EndingMachine(TypeInformation<E> eventType, TypeInformation<M> memoryType) {
        this.eventType = eventType;
        this.memoryType = memoryType;
    }

    protected abstract M newMemory();

    protected abstract boolean isEmpty(M memory);

    protected abstract void event(M memory, E event, Timers timers, OnTimerContext context, Collector<O> out);

    protected abstract void timer(M memory, long timeMicros, Timers timers, OnTimerContext context, Collector<O> out);

    /** The capture is over: no timer comes any more. */
    protected abstract void end(M memory, OnTimerContext context, Collector<O> out);

    @Override
    public void open(OpenContext context) {
        inbox = new Inbox<>(getRuntimeContext(), eventType, this);
        memory = getRuntimeContext().getState(new ValueStateDescriptor<>("memory", memoryType));
    }

    @Override
    public void processElement(E event, ReadOnlyContext context, Collector<O> out) throws Exception {
        inbox().add(event, context.timerService());
    }

    @Override
    public void processBroadcastElement(Long lastMicros, Context context, Collector<O> out) throws Exception {
        Long known = context.getBroadcastState(LAST_EVENT).get(LAST);
        if (known == null || known < lastMicros) {
            context.getBroadcastState(LAST_EVENT).put(LAST, lastMicros);
        }
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<O> out) throws Exception {
        M before = memory().value();
        M now = before == null ? newMemory() : before;
        Inbox.Reader<E> work = new Inbox.Reader<>() {
            @Override
            public void event(E event, Timers timers) {
                EndingMachine.this.event(now, event, timers, context, out);
            }

            @Override
            public void timer(long timeMicros, Timers timers) {
                EndingMachine.this.timer(now, timeMicros, timers, context, out);
            }
        };
        Long lastMicros = lastEventOnceTimeHasEnded(context);
        if (lastMicros != null && timeMs >= Math.floorDiv(lastMicros, 1_000)) {
            inbox().openRest(lastMicros, work);
            end(now, context, out);
            memory().clear();
            return;
        }
        inbox().open(timeMs, context.timerService(), work);
        if (isEmpty(now)) {
            memory().clear();
        } else {
            memory().update(now);
        }
    }

    private @Nullable Long lastEventOnceTimeHasEnded(OnTimerContext context) throws Exception {
        if (context.timerService().currentWatermark() != Watermark.MAX_WATERMARK.getTimestamp()) return null;
        return context.getBroadcastState(LAST_EVENT).get(LAST);
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
