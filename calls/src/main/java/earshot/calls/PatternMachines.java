// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.pattern.IncidentMemory;
import earshot.calls.pattern.IncidentNews;
import earshot.calls.pattern.IncidentTracker;
import earshot.calls.pattern.MinuteMemory;
import earshot.calls.pattern.MinuteNews;
import earshot.calls.pattern.MinuteTracker;
import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.PatternReader;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.pattern.PatternTracker;
import earshot.calls.pattern.SilenceLimit;
import earshot.calls.pattern.SilenceMemory;
import earshot.calls.pattern.SilenceNews;
import earshot.calls.pattern.SilenceTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.Transaction;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The machines of patterns in one thread, fed with the rows of the others. Rows that were told in one millisecond are
 * taken in an order that does not depend on which machine told them first.
 */
final class PatternMachines {
    /** Sources, users, trunks and peers remembered of each kind. Of one pushed out no end is told. */
    private static final int SUBJECTS_MAX = CallPipeline.OUTSIDE_MAX;

    private static final long MS = 1_000;

    private record Queued(EventOrder order, String tie, Runnable work) implements Comparable<Queued> {
        @Override
        public int compareTo(Queued other) {
            int byOrder = order.compareTo(other.order);
            return byOrder != 0 ? byOrder : tie.compareTo(other.tie);
        }
    }

    /** A tracker with all that it remembers. */
    private final class Tracked<N extends MinuteNews, M extends MinuteMemory> {
        private final MinuteTracker<N, M> tracker;
        private final Memories<M> memories;
        /** Timers behind the end of the capture mean nothing. */
        private boolean hasEnded;

        Tracked(MinuteTracker<N, M> tracker) {
            this.tracker = tracker;
            this.memories = new Memories<>(tracker::newMemory, MinuteMemory::isEmpty, alarms, this::timer);
        }

        void news(N news) {
            queue.add(new Queued(news.order(), news.tie(), () -> {
                memories.with(news.key(), (memory, timers) -> tracker.news(memory, news, timers, out));
                while (memories.size() > SUBJECTS_MAX) memories.removeOldest((key, memory) -> {});
            }));
        }

        private void timer(String key, M memory, long timeMicros, Timers timers) {
            if (!hasEnded) tracker.timer(key, memory, timeMicros, timers, out);
        }
    }

    private final PatternSettings settings;
    private final Consumer<Alert> out;
    private final PatternReader reader;
    private final PriorityQueue<Queued> queue = new PriorityQueue<>();
    private final Alarms alarms = new Alarms();
    private final Tracked<PatternNews, PatternMemory> subjects;
    private final Tracked<SilenceNews, SilenceMemory> silences;
    private final Tracked<IncidentNews, IncidentMemory> incidents;

    PatternMachines(PatternSettings settings, Consumer<Alert> out) {
        this.settings = settings;
        this.out = out;
        this.reader = new PatternReader(settings);
        this.subjects = new Tracked<>(new PatternTracker(settings));
        this.silences = new Tracked<>(new SilenceTracker(settings.silence()));
        this.incidents = new Tracked<>(new IncidentTracker(settings.incident()));
    }

    void call(Call call, long toldMicros) {
        long told = wholeMs(toldMicros);
        reader.call(call, told, subjects::news);
        if (!settings.incident().isOff()) IncidentNews.of(call, told, settings.incident(), incidents::news);
    }

    void transaction(Transaction transaction, long toldMicros) {
        reader.transaction(transaction, wholeMs(toldMicros), subjects::news);
    }

    void authentication(AuthenticationFailures failures, long toldMicros) {
        reader.authentication(failures, wholeMs(toldMicros), subjects::news);
    }

    /** Key figures, from which silence is heard. Behind the end of the capture everybody is silent. */
    void minute(KpiMinute minute, long toldMicros) {
        SilenceLimit limit = settings.silence();
        if (!silences.hasEnded && !limit.isOff()) SilenceNews.of(minute, wholeMs(toldMicros), limit, silences::news);
    }

    /** Event time has come so far: nothing is told any more of earlier times. */
    void advance(long timeMicros) {
        while (!queue.isEmpty() && queue.element().order.timeMicros < wholeMs(timeMicros)) {
            Queued next = queue.remove();
            alarms.fire(next.order.timeMicros - 1);
            alarms.now(next.order.timeMicros);
            next.work.run();
        }
        alarms.fire(wholeMs(timeMicros) - 1);
    }

    /** The capture is over, at this time. What fires is resolved when its window would have been over. */
    void finish(long timeMicros) {
        advance(timeMicros);
        silences.hasEnded = true;
        advance(Long.MAX_VALUE);
    }

    /** How many sources, users, trunks and peers are remembered. */
    int open() {
        return subjects.memories.size() + silences.memories.size() + incidents.memories.size();
    }

    private static long wholeMs(long micros) {
        return Math.floorDiv(micros, MS) * MS;
    }
}
