// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.kpi.MinuteShards;
import earshot.calls.kpi.ShardMemory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link MinuteShards}, keyed by minute and shard. Changes lie in a list until their round is over, so that a state on
 * disk is read once a round and not once a change; their order means nothing, as all they do is add up.
 */
public final class ShardFunction extends KeyedProcessFunction<String, KpiChange, KpiChange> {
    private static final long serialVersionUID = 1;

    private final KpiSettings settings;
    private transient @Nullable Work work;

    public ShardFunction(KpiSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        work = new Work(
                new MinuteShards(settings.peersMax(), address -> !settings.trunksOf(address)
                        .isEmpty()),
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>("changes", TypeInformation.of(KpiChange.class))),
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("memory", TypeInformation.of(ShardMemory.class))),
                getRuntimeContext().getMetricGroup().counter("otherPeers"),
                getRuntimeContext().getMetricGroup().counter("changesAfterTheirMinute"));
    }

    @Override
    public void processElement(KpiChange change, Context context, Collector<KpiChange> out) throws Exception {
        work().changes.add(change);
        at(MinuteShards.roundEndMicros(change.toldMicros), context.timerService());
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<KpiChange> out) throws Exception {
        Work work = work();
        ShardMemory known = work.memory.value();
        ShardMemory memory = known == null ? new ShardMemory() : known;
        long folded = memory.folded;
        long tooLate = memory.tooLate;
        for (KpiChange change : work.changes.get()) work.machine.change(memory, change, ignored -> {});
        work.changes.clear();
        work.folded.inc(memory.folded - folded);
        work.tooLate.inc(memory.tooLate - tooLate);
        work.machine.timer(memory, timeMs * 1_000, timeMicros -> at(timeMicros, context.timerService()), out::collect);
        if (memory.isEmpty()) {
            work.memory.clear();
        } else {
            work.memory.update(memory);
        }
    }

    private static void at(long timeMicros, TimerService time) {
        time.registerEventTimeTimer(Math.floorDiv(timeMicros, 1_000));
    }

    private Work work() {
        if (work == null) throw new IllegalStateException("not opened");
        return work;
    }

    private record Work(
            MinuteShards machine,
            ListState<KpiChange> changes,
            ValueState<ShardMemory> memory,
            Counter folded,
            Counter tooLate) {}
}
