// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.kpi.ShareNews;
import earshot.events.Call;
import earshot.events.Transaction;
import earshot.jobs.assemble.Assembly;
import earshot.jobs.time.Told;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The part of the graph that counts key figures: what each call, registration and stream adds, then the sums of the
 * shards of a minute, then the sums of the minute.
 */
public final class Kpis {
    private Kpis() {}

    public static DataStream<KpiMinute> of(Assembly assembly, KpiSettings settings) {
        TypeInformation<ShareNews> newsType = TypeInformation.of(ShareNews.class);
        Told.Reader<Call, ShareNews> ofCall = (call, told, out) -> out.accept(ShareNews.of(call, told));
        Told.Reader<Transaction, ShareNews> ofRegister =
                (register, told, out) -> out.accept(ShareNews.of(register, told));
        DataStream<ShareNews> fromCalls = assembly.calls()
                .process(new Told<>(ofCall), newsType)
                .name("calls told")
                .uid("kpi-calls");
        DataStream<ShareNews> fromRegistrations = assembly.transactions()
                .filter(transaction -> transaction.getMethod().equals("REGISTER"))
                .name("REGISTER told")
                .uid("kpi-register")
                .process(new Told<>(ofRegister), newsType)
                .name("registrations told")
                .uid("kpi-registrations");
        DataStream<ShareNews> fromIntervals = assembly.intervals()
                .map(ShareNews::of)
                .returns(newsType)
                .name("media of calls")
                .uid("kpi-media");
        return fromCalls
                .union(fromRegistrations, fromIntervals)
                .keyBy(ShareNews::key, Types.STRING)
                .transform("CallShares", TypeInformation.of(KpiChange.class), new ShareOperator(settings))
                .uid("kpi-shares")
                .transform("ChangeSums", TypeInformation.of(KpiChange.class), new SumOperator())
                .uid("kpi-sums")
                .keyBy(KpiChange::shardKey, Types.STRING)
                .process(new ShardFunction(settings), TypeInformation.of(KpiChange.class))
                .name("MinuteShards")
                .uid("kpi-shards")
                .keyBy(KpiChange::cellKey, Types.STRING)
                .process(new TotalFunction(), TypeInformation.of(KpiMinute.class))
                .name("MinuteTotals")
                .uid("kpi-totals");
    }
}
