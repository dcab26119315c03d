// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says when the last event of a bounded input was (microseconds), once, just ahead of the watermark that ends all time.
 * Says nothing while the input goes on.
 *
 * <p>An operator of its own and no function, because a function is not told of watermarks without a timer.
 */
public final class LastEventOperator<E> extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<E, Long> {
    private static final long serialVersionUID = 1;

    private final SerializableFunction<E, Long> timeMicros;
    private long lastMicros = Long.MIN_VALUE;
    private transient @Nullable ListState<Long> kept;

    public LastEventOperator(SerializableFunction<E, Long> timeMicros) {
        this.timeMicros = timeMicros;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("last-event", Types.LONG));
        for (Long before : state.get()) lastMicros = Math.max(lastMicros, before);
        kept = state;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (kept == null) throw new IllegalStateException("not initialised");
        kept.clear();
        kept.add(lastMicros);
    }

    @Override
    public void processElement(StreamRecord<E> element) {
        lastMicros = Math.max(lastMicros, timeMicros.apply(element.getValue()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        boolean ends = mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
        if (ends && lastMicros != Long.MIN_VALUE) output.collect(new StreamRecord<>(lastMicros));
        super.processWatermark(mark);
    }
}
