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
import earshot.jobs.time.KeyedMachine;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/** {@link SilenceTracker}, keyed by trunk or peer. */
final class SilenceFunction extends KeyedMachine<SilenceNews, SilenceMemory, Alert> {
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
    protected void event(SilenceMemory memory, SilenceNews news, Timers timers, Context context, Collector<Alert> out) {
        tracker.news(memory, news, timers);
    }

    @Override
    protected void timer(SilenceMemory memory, long timeMicros, Timers timers, Context context, Collector<Alert> out) {
        // Behind the end of the input everybody is silent.
        boolean isOver = context.timerService().currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
        if (!isOver) tracker.timer(context.getCurrentKey(), memory, timeMicros, timers, out::collect);
    }
}
