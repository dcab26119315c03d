// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.pattern.IncidentMemory;
import earshot.calls.pattern.IncidentNews;
import earshot.calls.pattern.IncidentTracker;
import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.PatternReader;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.pattern.PatternTracker;
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

    private final PatternSettings settings;
    private final Consumer<Alert> out;
    private final PatternReader reader;
    private final PatternTracker patternTracker;
    private final SilenceTracker silenceTracker;
    private final IncidentTracker incidentTracker;
    private final PriorityQueue<Queued> queue = new PriorityQueue<>();
    private final Alarms alarms = new Alarms();
    private final Memories<PatternMemory> subjects =
            new Memories<>(PatternMemory::new, PatternMemory::isEmpty, alarms, this::patternTimer);
    private final Memories<SilenceMemory> silences =
            new Memories<>(SilenceMemory::new, SilenceMemory::isEmpty, alarms, this::silenceTimer);
    private final Memories<IncidentMemory> incidents =
            new Memories<>(IncidentMemory::new, IncidentMemory::isEmpty, alarms, this::incidentTimer);

    private boolean finishing;

    PatternMachines(PatternSettings settings, Consumer<Alert> out) {
        this.settings = settings;
        this.out = out;
        this.reader = new PatternReader(settings);
        this.patternTracker = new PatternTracker(settings);
        this.silenceTracker = new SilenceTracker(settings.silence());
        this.incidentTracker = new IncidentTracker(settings.incident());
    }

    void call(Call call, long toldMicros) {
        long told = wholeMs(toldMicros);
        reader.call(call, told, this::news);
        if (!settings.incident().isOff()) IncidentNews.of(call, told, settings.incident(), this::news);
    }

    void transaction(Transaction transaction, long toldMicros) {
        reader.transaction(transaction, wholeMs(toldMicros), this::news);
    }

    void authentication(AuthenticationFailures failures, long toldMicros) {
        reader.authentication(failures, wholeMs(toldMicros), this::news);
    }

    /** Key figures, from which silence is heard. Behind the end of the capture everybody is silent. */
    void minute(KpiMinute minute, long toldMicros) {
        if (!finishing && !settings.silence().isOff()) SilenceNews.of(minute, wholeMs(toldMicros), this::news);
    }

    private void news(PatternNews news) {
        queue.add(new Queued(news.order(), news.callId, () -> {
            subjects.with(news.key(), (memory, timers) -> patternTracker.news(memory, news, timers, out));
            while (subjects.size() > SUBJECTS_MAX) subjects.removeOldest((key, memory) -> {});
        }));
    }

    private void news(SilenceNews news) {
        queue.add(new Queued(news.order(), news.subject(), () -> {
            silences.with(news.subject(), (memory, timers) -> silenceTracker.news(memory, news, timers, out));
            while (silences.size() > SUBJECTS_MAX) silences.removeOldest((key, memory) -> {});
        }));
    }

    private void news(IncidentNews news) {
        queue.add(new Queued(
                news.order(),
                "",
                () -> incidents.with("", (memory, timers) -> incidentTracker.news(memory, news, timers, out))));
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
        finishing = true;
        advance(Long.MAX_VALUE);
    }

    /** How many sources, users, trunks and peers are remembered. */
    int open() {
        return subjects.size() + silences.size() + incidents.size();
    }

    private static long wholeMs(long micros) {
        return Math.floorDiv(micros, MS) * MS;
    }

    private void patternTimer(String key, PatternMemory memory, long timeMicros, Timers timers) {
        patternTracker.timer(key, memory, timeMicros, timers, out);
    }

    private void silenceTimer(String key, SilenceMemory memory, long timeMicros, Timers timers) {
        if (!finishing) silenceTracker.timer(key, memory, timeMicros, timers, out);
    }

    private void incidentTimer(String key, IncidentMemory memory, long timeMicros, Timers timers) {
        incidentTracker.timer(key, memory, timeMicros, timers, out);
    }
}
