// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.pattern.PatternTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link PatternTracker}, keyed by pattern and subject. */
final class PatternOperator extends KeyedMachine<PatternNews, PatternMemory, Alert> {
    private static final long serialVersionUID = 1;

    private final PatternTracker tracker;

    PatternOperator(PatternSettings settings) {
        super(TypeInformation.of(PatternNews.class), TypeInformation.of(PatternMemory.class));
        this.tracker = new PatternTracker(settings);
    }

    @Override
    public EventOrder of(PatternNews news) {
        return news.order();
    }

    @Override
    public String tie(PatternNews news) {
        return news.callId;
    }

    @Override
    protected PatternMemory newMemory() {
        return new PatternMemory();
    }

    @Override
    protected boolean isEmpty(PatternMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(PatternMemory memory, PatternNews news, Timers timers, Outlet<Alert> out) {
        tracker.news(memory, news, timers, out::collect);
    }

    @Override
    protected void timer(PatternMemory memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        tracker.timer(out.key(), memory, timeMicros, timers, out::collect);
    }
}
