// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Machine} to which the end of the input means something else than that its timers are due.
 *
 * <p>Its second input, which goes to every subtask, says once the input has ended when the last event of all was
 * ({@link LastEventOperator}): a timer up to then fires as such, one behind it means that the capture ended first. The watermark
 * alone cannot tell: it leaps from somewhere before the last event to the end of time.
 *
 * @param <E> event
 * @param <M> the machine's memory, a POJO
 * @param <O> main output
 */
public abstract class EndingMachine<E, M, O> extends Machine<E, M, O> implements TwoInputStreamOperator<E, Long, O> {
    private static final long serialVersionUID = 1;

    private long lastMicros = Long.MIN_VALUE;
    private transient @Nullable ListState<Long> keptLast;

    protected EndingMachine(TypeInformation<E> eventType, TypeInformation<M> memoryType) {
        super(eventType, memoryType);
    }

    /** The capture is over: no timer comes any more. */
    protected abstract void end(M memory, Outlet<O> out);

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("last-event-of-all", Types.LONG));
        for (Long before : state.get()) lastMicros = Math.max(lastMicros, before);
        keptLast = state;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (keptLast == null) throw new IllegalStateException("not initialised");
        keptLast.clear();
        keptLast.add(lastMicros);
    }

    @Override
    public final void processElement1(StreamRecord<E> element) throws Exception {
        add(element.getValue());
    }

    @Override
    public final void processElement2(StreamRecord<Long> element) {
        lastMicros = Math.max(lastMicros, element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        boolean ends = mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
        if (ends && lastMicros != Long.MIN_VALUE) inbox().open(mark.getTimestamp(), this::end);
        super.processWatermark(mark);
    }

    private void end(Agenda.Entry entry) throws Exception {
        Opening<E, M, O> opening = opening(entry);
        opening.run(inbox().takeDue(entry, Long.MAX_VALUE), lastMicros);
        opening.passTo(Inbox.toMs(lastMicros));
        if (!isEmpty(opening.memory())) end(opening.memory(), opening);
        inbox().keep(entry, null);
    }
}
