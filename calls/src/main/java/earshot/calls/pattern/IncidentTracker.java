// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * Finds what the bad calls of some minutes have in common and the others have not. Has one key. One incident is told at a
 * time: it lasts while it explains the bad calls, even when something else comes to explain them better.
 */
public final class IncidentTracker extends MinuteTracker<IncidentNews, IncidentMemory> {
    /** What is measured of a call is told so long after its end at most. */
    private static final long GRACE = 60_000_000;

    private static final long serialVersionUID = 1;
    private static final String RULE = Pattern.RULE_PREFIX + "quality-incident";

    private final IncidentLimit limit;

    public IncidentTracker(IncidentLimit limit) {
        super(GRACE);
        this.limit = limit;
    }

    @Override
    public IncidentMemory newMemory() {
        return new IncidentMemory();
    }

    @Override
    void add(IncidentMemory memory, IncidentNews news, Consumer<Alert> out) {
        long minute = Math.floorDiv(news.endMicros, MINUTE);
        long open = openMinute(news.toldMicros);
        if (minute < Math.max(open, memory.nextMinute)) return;
        if (memory.isEmpty()) memory.nextMinute = open;
        memory.minutes.computeIfAbsent(minute, any -> new IncidentMinute()).add(news);
    }

    @Override
    void complete(String key, IncidentMemory memory, Consumer<Alert> out) {
        long minute = memory.nextMinute;
        long first = minute - limit.windowMinutes() + 1;
        IncidentWindow window = new IncidentWindow();
        for (long one = first; one <= minute; one++) {
            IncidentMinute calls = memory.minutes.get(one);
            if (calls != null) window.add(calls);
        }
        if (!memory.subject.isEmpty() && !window.explains(memory.subject, limit)) {
            out.accept(alert(memory, AlertStatus.RESOLVED, completeMicros(minute)));
            memory.subject = "";
        }
        String best = memory.subject.isEmpty() ? window.best(limit) : null;
        if (best != null) {
            memory.subject = best;
            memory.startsAtMicros = first * MINUTE;
            memory.lift = window.lift(best);
            memory.summary = window.sentence(best);
            memory.callIds = new ArrayList<>(window.evidence(best));
            out.accept(alert(memory, AlertStatus.FIRING, completeMicros(minute)));
        }
        memory.nextMinute++;
        memory.minutes.keySet().removeIf(one -> one <= first);
        if (memory.minutes.isEmpty() && memory.subject.isEmpty()) memory.nextMinute = Patience.NEVER;
    }

    private Alert alert(IncidentMemory memory, AlertStatus status, long timeMicros) {
        return new PatternAlert(RULE, memory.subject, "error", "Bad calls have something in common", memory.summary)
                .measured("quality-incident", memory.lift, limit.lift())
                .of(status, memory.startsAtMicros, timeMicros, memory.callIds);
    }
}
