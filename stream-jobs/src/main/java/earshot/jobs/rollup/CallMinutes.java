// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.events.Call;
import earshot.events.Endpoints;
import earshot.jobs.sink.MinuteOfCalls;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a minute towards a peer, keyed by both: again after each change of one of them, a few seconds of
 * changes at a time. Remembers the latest version of each call until no change of the minute is expected any more.
 */
public final class CallMinutes extends KeyedProcessFunction<String, Call, MinuteOfCalls> {
    private static final long serialVersionUID = 1;
    private static final long MINUTE_MS = 60_000;
    /** Changes of so long, in event time, are one recount. */
    private static final long COALESCE_MS = 5_000;
    /** Calls that last longer still have a row of their own; their minute no longer changes. */
    private static final long RETENTION_MS = 6 * 3_600_000L;
    /** Below it some users are dissatisfied (G.107 annex B). */
    private static final double POOR_MOS = 3.6;

    private transient @Nullable MapState<String, CallShare> shares;
    private transient @Nullable ValueState<Boolean> changed;

    public static DataStream<MinuteOfCalls> of(DataStream<Call> calls) {
        return calls.keyBy(CallMinutes::key, Types.STRING)
                .process(new CallMinutes(), TypeInformation.of(MinuteOfCalls.class))
                .name("CallMinutes")
                .uid("call-minutes");
    }

    static String key(Call call) {
        return minuteSeconds(call) + "|" + Endpoints.address(call.getCallee());
    }

    private static long minuteSeconds(Call call) {
        return Math.floorDiv(call.getStartMicros(), 1_000 * MINUTE_MS) * 60;
    }

    @Override
    public void open(OpenContext context) {
        shares = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("shares", Types.STRING, TypeInformation.of(CallShare.class)));
        changed = getRuntimeContext().getState(new ValueStateDescriptor<>("changed", Types.BOOLEAN));
    }

    @Override
    public void processElement(Call call, Context context, Collector<MinuteOfCalls> out) throws Exception {
        if (shares == null || changed == null) throw new IllegalStateException("not opened");
        CallShare known = shares.get(call.getCallKey());
        if (known != null && known.version >= call.getVersion()) return;
        shares.put(call.getCallKey(), CallShare.of(call));
        changed.update(true);
        long minuteMs = minuteSeconds(call) * 1_000;
        long fromMs = Math.max(context.timerService().currentWatermark(), minuteMs);
        context.timerService().registerEventTimeTimer(Math.floorDiv(fromMs, COALESCE_MS) * COALESCE_MS + COALESCE_MS);
        context.timerService().registerEventTimeTimer(minuteMs + RETENTION_MS);
    }

    @Override
    public void onTimer(long timeMs, OnTimerContext context, Collector<MinuteOfCalls> out) throws Exception {
        if (shares == null || changed == null) throw new IllegalStateException("not opened");
        String key = context.getCurrentKey();
        int bar = key.indexOf('|');
        long minuteSeconds = Long.parseLong(key.substring(0, bar));
        if (changed.value() != null) {
            // In one order whatever the state's, so that sums of fractions come out the same each time.
            Map<String, CallShare> byCall = new TreeMap<>();
            for (Map.Entry<String, CallShare> share : shares.entries()) byCall.put(share.getKey(), share.getValue());
            out.collect(count(minuteSeconds, key.substring(bar + 1), byCall));
            changed.clear();
        }
        if (timeMs >= minuteSeconds * 1_000 + RETENTION_MS) shares.clear();
    }

    private static MinuteOfCalls count(long minuteSeconds, String peer, Map<String, CallShare> byCall) {
        MinuteOfCalls minute = new MinuteOfCalls();
        minute.minuteSeconds = minuteSeconds;
        minute.peer = peer;
        for (CallShare share : byCall.values()) add(minute, share);
        return minute;
    }

    private static void add(MinuteOfCalls minute, CallShare share) {
        minute.version += share.version;
        minute.calls++;
        switch (share.state) {
            case ANSWERED -> minute.answered++;
            case BUSY -> minute.busy++;
            case NO_ANSWER -> minute.noAnswer++;
            case CANCELLED -> minute.cancelled++;
            case FAILED -> minute.failed++;
            case REDIRECTED -> minute.redirected++;
            case INCOMPLETE -> minute.incomplete++;
        }
        if (share.setupMs >= 0) {
            minute.setupCalls++;
            minute.setupMsSum += share.setupMs;
        }
        minute.durationMsSum += share.durationMs;
        if (share.mosLq >= 0) {
            minute.scoredCalls++;
            minute.mosLqSum += share.mosLq;
            minute.mosLqMin = Math.min(minute.mosLqMin, share.mosLq);
            if (share.mosLq < POOR_MOS) minute.poorCalls++;
        }
        if (share.lossy) minute.lossyCalls++;
        if (share.oneWay) minute.oneWayCalls++;
    }
}
