// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.assemble.SignallingAssembler;
import earshot.calls.assemble.SignallingMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Call;
import earshot.events.Transaction;
import earshot.jobs.time.Inbox;
import earshot.jobs.time.OrderOf;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * {@link SignallingAssembler}, keyed by Call-ID: rows of calls out, and aside those of transactions.
 *
 * <p>Its second input says, once the input has ended, when the last event of all was ({@link
 * earshot.jobs.time.LastEventOperator}): a timer up to then fires as such, one behind it means that the capture ended
 * first. The watermark alone cannot tell: it leaps from somewhere before the last event to the end of time.
 */
public final class SignallingFunction extends KeyedBroadcastProcessFunction<String, SignallingNews, Long, Call> {
    public static final OutputTag<Transaction> TRANSACTIONS =
            new OutputTag<>("transactions", new AvroTypeInfo<>(Transaction.class));
    /** The time of the last event under {@link #LAST}, micros. */
    public static final MapStateDescriptor<String, Long> LAST_EVENT =
            new MapStateDescriptor<>("last-event", Types.STRING, Types.LONG);

    private static final long serialVersionUID = 1;
    private static final String LAST = "last";
    private static final SignallingAssembler ASSEMBLER = new SignallingAssembler();

    private transient @Nullable Inbox<SignallingNews> inbox;
    private transient @Nullable ValueState<SignallingMemory> memory;

    @Override
    public void open(OpenContext context) {
        inbox = new Inbox<>(getRuntimeContext(), TypeInformation.of(SignallingNews.class), new SignallingOrder());
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("memory", TypeInformation.of(SignallingMemory.class)));
    }

    @Override
    public void processElement(SignallingNews news, ReadOnlyContext context, Collector<Call> out) throws Exception {
        inbox().add(news, context.timerService());
    }

    @Override
    public void processBroadcastElement(Long lastMicros, Context context, Collector<Call> out) throws Exception {
        Long known = context.getBroadcastState(LAST_EVENT).get(LAST);
        if (known == null || known < lastMicros) {
            context.getBroadcastState(LAST_EVENT).put(LAST, lastMicros);
        }
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<Call> out) throws Exception {
        SignallingMemory before = memory().value();
        SignallingMemory now = before == null ? new SignallingMemory() : before;
        Work work = new Work(now, new Rows(context, out));
        Long lastMicros = lastEventOnceTimeHasEnded(context);
        if (lastMicros != null && timeMs >= Math.floorDiv(lastMicros, 1_000)) {
            inbox().openRest(lastMicros, work);
            ASSEMBLER.end(now, work.rows);
            memory().clear();
            return;
        }
        inbox().open(timeMs, context.timerService(), work);
        if (now.isEmpty()) {
            memory().clear();
        } else {
            memory().update(now);
        }
    }

    private static @Nullable Long lastEventOnceTimeHasEnded(OnTimerContext context) throws Exception {
        if (context.timerService().currentWatermark() != Watermark.MAX_WATERMARK.getTimestamp()) return null;
        return context.getBroadcastState(LAST_EVENT).get(LAST);
    }

    private Inbox<SignallingNews> inbox() {
        if (inbox == null) throw new IllegalStateException("not opened");
        return inbox;
    }

    private ValueState<SignallingMemory> memory() {
        if (memory == null) throw new IllegalStateException("not opened");
        return memory;
    }

    private static final class SignallingOrder implements OrderOf<SignallingNews> {
        private static final long serialVersionUID = 1;

        @Override
        public EventOrder of(SignallingNews news) {
            return news.order();
        }

        @Override
        public String tie(SignallingNews news) {
            return news.tie();
        }
    }

    /** The machine at work on the memory of one key. */
    private static final class Work implements Inbox.Reader<SignallingNews> {
        private final SignallingMemory memory;
        private final Rows rows;

        private Work(SignallingMemory memory, Rows rows) {
            this.memory = memory;
            this.rows = rows;
        }

        @Override
        public void event(SignallingNews news, Timers timers) {
            if (news.message != null) {
                ASSEMBLER.message(memory, news.message, timers, rows);
            } else {
                ASSEMBLER.stream(memory, news.stream(), timers, rows);
            }
        }

        @Override
        public void timer(long timeMicros, Timers timers) {
            ASSEMBLER.timer(memory, timeMicros, timers, rows);
        }
    }

    /** The outputs of the machine as those of the operator. */
    private static final class Rows implements SignallingAssembler.Output {
        private final OnTimerContext context;
        private final Collector<Call> out;

        private Rows(OnTimerContext context, Collector<Call> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void call(Call call) {
            out.collect(call);
        }

        @Override
        public void transaction(Transaction transaction) {
            context.output(TRANSACTIONS, transaction);
        }
    }
}
