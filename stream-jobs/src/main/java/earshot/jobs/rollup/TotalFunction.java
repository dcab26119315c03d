// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.MinuteTotals;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** {@link MinuteTotals}, keyed by minute and cell. */
public final class TotalFunction extends KeyedProcessFunction<String, KpiChange, KpiMinute> {
    private static final long serialVersionUID = 1;
    private static final MinuteTotals TOTALS = new MinuteTotals();

    private transient @Nullable ValueState<KpiMinute> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("minute", TypeInformation.of(KpiMinute.class)));
    }

    @Override
    public void processElement(KpiChange change, Context context, Collector<KpiMinute> out) throws Exception {
        KpiMinute known = state().value();
        KpiMinute minute = known == null ? new KpiMinute() : known;
        TOTALS.change(minute, change, timeMicros -> at(timeMicros, context.timerService()));
        state().update(minute);
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<KpiMinute> out) throws Exception {
        KpiMinute minute = state().value();
        if (minute == null) return;
        TOTALS.timer(minute, timeMs * 1_000, timeMicros -> at(timeMicros, context.timerService()), out::collect);
        if (minute.isEmpty()) {
            state().clear();
        } else {
            state().update(minute);
        }
    }

    private static void at(long timeMicros, TimerService time) {
        time.registerEventTimeTimer(Math.floorDiv(timeMicros, 1_000));
    }

    private ValueState<KpiMinute> state() {
        if (state == null) throw new IllegalStateException("not opened");
        return state;
    }
}
