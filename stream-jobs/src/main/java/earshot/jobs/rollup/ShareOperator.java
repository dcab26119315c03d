// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.CallShares;
import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.kpi.ShareMemory;
import earshot.calls.kpi.ShareNews;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link CallShares}, keyed by call, registration or stream. */
public final class ShareOperator extends KeyedMachine<ShareNews, ShareMemory, KpiChange> {
    private static final long serialVersionUID = 1;

    private final CallShares shares;

    public ShareOperator(KpiSettings settings) {
        super(TypeInformation.of(ShareNews.class), TypeInformation.of(ShareMemory.class));
        this.shares = new CallShares(settings);
    }

    @Override
    public EventOrder of(ShareNews news) {
        return news.order();
    }

    @Override
    public long timeMicros(ShareNews news) {
        return news.toldMicros;
    }

    @Override
    public String tie(ShareNews news) {
        return "";
    }

    @Override
    protected ShareMemory newMemory() {
        return new ShareMemory();
    }

    @Override
    protected boolean isEmpty(ShareMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(ShareMemory memory, ShareNews news, Timers timers, Outlet<KpiChange> out) {
        shares.news(memory, news, timers, out::collect);
    }

    @Override
    protected void timer(ShareMemory memory, long timeMicros, Timers timers, Outlet<KpiChange> out) {
        // Once the input has ended nobody can tell a timeout from an end of the capture.
        if (!out.hasTimeEnded()) shares.timer(memory, timeMicros, timers, out::collect);
    }
}
