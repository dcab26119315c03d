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
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** {@link SilenceTracker}, keyed by trunk or peer. Behind the end of the input everybody is silent: nobody is told of it. */
final class SilenceFunction extends EndingMachine<SilenceNews, SilenceMemory, Alert> {
    private static final long serialVersionUID = 1;

    private final SilenceTracker tracker;

    SilenceFunction(SilenceLimit limit) {
        super(TypeInformation.of(SilenceNews.class), TypeInformation.of(SilenceMemory.class));
        this.tracker = new SilenceTracker(limit);
    }

    @Override
    public EventOrder of(SilenceNews news) {
        return news.order();
    }

    @Override
    public String tie(SilenceNews news) {
        return "";
    }

    @Override
    protected SilenceMemory newMemory() {
        return new SilenceMemory();
    }

    @Override
    protected boolean isEmpty(SilenceMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(
            SilenceMemory memory, SilenceNews news, Timers timers, OnTimerContext context, Collector<Alert> out) {
        tracker.news(memory, news, timers);
    }

    @Override
    protected void timer(
            SilenceMemory memory, long timeMicros, Timers timers, OnTimerContext context, Collector<Alert> out) {
        tracker.timer(context.getCurrentKey(), memory, timeMicros, timers, out::collect);
    }

    @Override
    protected void end(SilenceMemory memory, OnTimerContext context, Collector<Alert> out) {}
}
