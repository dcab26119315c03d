// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.CallShares;
import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.kpi.MinuteShards;
import earshot.calls.kpi.MinuteTotals;
import earshot.calls.kpi.ShardMemory;
import earshot.calls.kpi.ShareMemory;
import earshot.calls.kpi.ShareNews;
import earshot.calls.time.Timers;

/** The machines of key figures in one thread, with timers of their own: minutes outlive the calls they count. */
final class KpiMachines {
    /** Calls and registrations remembered: what a later row of others took back could not be found. */
    private static final int SHARES_MAX = 4 * CallPipeline.CALLS_MAX;

    /** Where rows go, with the event time at which they are told. */
    interface Output {
        void minute(KpiMinute minute, long toldMicros);
    }

    private final Output out;
    private final CallShares callShares;
    private final MinuteShards minuteShards;
    private final MinuteTotals minuteTotals = new MinuteTotals();
    private final Alarms alarms = new Alarms();
    private final Memories<ShareMemory> shares =
            new Memories<>(ShareMemory::new, ShareMemory::isEmpty, alarms, this::shareTimer);
    private final Memories<ShardMemory> shards =
            new Memories<>(ShardMemory::new, ShardMemory::isEmpty, alarms, this::shardTimer);
    private final Memories<KpiMinute> totals =
            new Memories<>(KpiMinute::new, KpiMinute::isEmpty, alarms, this::totalTimer);

    private boolean finishing;

    KpiMachines(KpiSettings settings, Output out) {
        this.callShares = new CallShares(settings, Long.MAX_VALUE);
        this.minuteShards = new MinuteShards(
                settings.peersMax(), address -> !settings.trunksOf(address).isEmpty());
        this.out = out;
    }

    void news(ShareNews news) {
        alarms.fire(news.toldMicros - 1);
        alarms.now(news.toldMicros);
        shares.with(news.key(), (memory, timers) -> callShares.news(memory, news, timers, this::change));
        while (shares.size() > SHARES_MAX) shares.removeOldest((key, memory) -> {});
    }

    /** Event time has come so far. */
    void advance(long timeMicros) {
        alarms.fire(timeMicros);
    }

    /** No news comes any more, and what waits for more stays as it is. */
    void finish() {
        finishing = true;
        alarms.fire(Long.MAX_VALUE);
    }

    private void change(KpiChange change) {
        shards.with(change.shardKey(), (memory, timers) -> minuteShards.change(memory, change, timers));
    }

    private void total(KpiChange change) {
        totals.with(change.cellKey(), (memory, timers) -> minuteTotals.change(memory, change, timers));
    }

    private void shareTimer(String key, ShareMemory memory, long timeMicros, Timers timers) {
        if (!finishing) callShares.timer(memory, timeMicros, timers, this::change);
    }

    private void shardTimer(String key, ShardMemory memory, long timeMicros, Timers timers) {
        minuteShards.timer(memory, timeMicros, timers, this::total);
    }

    private void totalTimer(String key, KpiMinute memory, long timeMicros, Timers timers) {
        minuteTotals.timer(memory, timeMicros, timers, minute -> out.minute(minute, timeMicros));
    }
}
