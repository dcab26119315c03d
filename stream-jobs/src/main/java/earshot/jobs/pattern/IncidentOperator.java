// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import earshot.calls.pattern.IncidentLimit;
import earshot.calls.pattern.IncidentMemory;
import earshot.calls.pattern.IncidentNews;
import earshot.calls.pattern.IncidentTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link IncidentTracker}, which has one key. */
final class IncidentOperator extends KeyedMachine<IncidentNews, IncidentMemory, Alert> {
    private static final long serialVersionUID = 1;

    private final IncidentTracker tracker;

    IncidentOperator(IncidentLimit limit) {
        super(TypeInformation.of(IncidentNews.class), TypeInformation.of(IncidentMemory.class));
        this.tracker = new IncidentTracker(limit);
    }

    @Override
    public EventOrder of(IncidentNews news) {
        return news.order();
    }

    @Override
    public String tie(IncidentNews news) {
        return "";
    }

    @Override
    protected IncidentMemory newMemory() {
        return new IncidentMemory();
    }

    @Override
    protected boolean isEmpty(IncidentMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(IncidentMemory memory, IncidentNews news, Timers timers, Outlet<Alert> out) {
        tracker.news(memory, news, timers, out::collect);
    }

    @Override
    protected void timer(IncidentMemory memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        tracker.timer(out.key(), memory, timeMicros, timers, out::collect);
    }
}
