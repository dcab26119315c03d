// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import earshot.calls.pattern.SilenceLimit;
import earshot.calls.pattern.SilenceMemory;
import earshot.calls.pattern.SilenceNews;
import earshot.calls.pattern.SilenceTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.jobs.time.EndingMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link SilenceTracker}, keyed by trunk or peer. Behind the end of the input everybody is silent: nobody is told of it. */
final class SilenceOperator extends EndingMachine<SilenceNews, SilenceMemory, Alert> {
    private static final long serialVersionUID = 1;

    private final SilenceTracker tracker;

    SilenceOperator(SilenceLimit limit) {
        super(TypeInformation.of(SilenceNews.class), TypeInformation.of(SilenceMemory.class));
        this.tracker = new SilenceTracker(limit);
    }

    @Override
    public EventOrder of(SilenceNews news) {
        return news.order();
    }

    @Override
    public String tie(SilenceNews news) {
        return news.tie();
    }

    @Override
    protected SilenceMemory newMemory() {
        return tracker.newMemory();
    }

    @Override
    protected boolean isEmpty(SilenceMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(SilenceMemory memory, SilenceNews news, Timers timers, Outlet<Alert> out) {
        tracker.news(memory, news, timers, out::collect);
    }

    @Override
    protected void timer(SilenceMemory memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        tracker.timer(out.key(), memory, timeMicros, timers, out::collect);
    }

    @Override
    protected void end(SilenceMemory memory, Outlet<Alert> out) {}
}
