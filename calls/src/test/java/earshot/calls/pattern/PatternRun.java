// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs one machine for one key, as an engine does: news by their order, timers between them. */
final class PatternRun {
    static final long SECOND = 1_000_000;
    /** 2023-11-14 22:13 UTC, the beginning of a minute. */
    static final long START = 1_699_999_980 * SECOND;

    final List<Alert> alerts = new ArrayList<>();

    private final NavigableSet<Long> timers = new TreeSet<>();

    interface OnNews<N> {
        void news(N news, Timers timers);
    }

    interface OnTimer {
        void timer(long timeMicros, Timers timers);
    }

    <N> PatternRun run(List<N> news, Function<N, EventOrder> order, OnNews<N> onNews, OnTimer onTimer, double untilS) {
        List<N> sorted = new ArrayList<>(news);
        sorted.sort(Comparator.comparing(order));
        for (N one : sorted) {
            fire(onTimer, order.apply(one).timeMicros - 1);
            onNews.news(one, timers::add);
        }
        fire(onTimer, at(untilS));
        return this;
    }

    private void fire(OnTimer onTimer, long untilMicros) {
        while (!timers.isEmpty() && timers.first() <= untilMicros) {
            long due = timers.first();
            timers.remove(due);
            onTimer.timer(due, timers::add);
        }
    }

    List<Alert> firing() {
        return alerts.stream()
                .filter(alert -> alert.getStatus() == AlertStatus.FIRING)
                .toList();
    }

    static long at(double seconds) {
        return START + Math.round(seconds * SECOND);
    }

    /** Of news that all have one key. */
    static PatternRun of(PatternSettings settings, List<PatternNews> news, double untilS) {
        PatternRun run = new PatternRun();
        PatternTracker tracker = new PatternTracker(settings);
        PatternMemory memory = new PatternMemory();
        if (news.isEmpty()) return run;
        String key = news.get(0).key();
        return run.run(
                news,
                PatternNews::order,
                (one, timers) -> tracker.news(memory, one, timers, run.alerts::add),
                (time, timers) -> tracker.timer(key, memory, time, timers, run.alerts::add),
                untilS);
    }
}
