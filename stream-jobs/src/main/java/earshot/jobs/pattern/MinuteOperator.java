// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import earshot.calls.pattern.MinuteMemory;
import earshot.calls.pattern.MinuteNews;
import earshot.calls.pattern.MinuteTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link MinuteTracker} as an operator, keyed as its news are. */
final class MinuteOperator<N extends MinuteNews, M extends MinuteMemory> extends KeyedMachine<N, M, Alert> {
    private static final long serialVersionUID = 1;

    private final MinuteTracker<N, M> tracker;

    MinuteOperator(Class<N> news, Class<M> memory, MinuteTracker<N, M> tracker) {
        super(TypeInformation.of(news), TypeInformation.of(memory));
        this.tracker = tracker;
    }

    @Override
    public EventOrder of(N news) {
        return news.order();
    }

    @Override
    public String tie(N news) {
        return news.tie();
    }

    @Override
    protected M newMemory() {
        return tracker.newMemory();
    }

    @Override
    protected boolean isEmpty(M memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(M memory, N news, Timers timers, Outlet<Alert> out) {
        tracker.news(memory, news, timers, out::collect);
    }

    @Override
    protected void timer(M memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        tracker.timer(out.key(), memory, timeMicros, timers, out::collect);
    }
}
