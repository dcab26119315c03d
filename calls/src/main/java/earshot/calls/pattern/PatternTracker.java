// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Counts what happens to one subject minute by minute, and says when a window of minutes has too much of it. Keyed by
 * {@link PatternNews#key}.
 *
 * <p>An alert fires with the news that reaches the limit, and is resolved by the first window, once complete, below it.
 * Minutes in which it fires are no part of what later ones are compared with.
 */
public final class PatternTracker extends MinuteTracker<PatternNews, PatternMemory> {
    /** A minute is complete so long after its end: a challenge nobody followed up is known after 32 s. */
    private static final long GRACE = 60_000_000;

    private static final long serialVersionUID = 1;

    private final PatternSettings settings;

    public PatternTracker(PatternSettings settings) {
        super(GRACE);
        this.settings = settings;
    }

    @Override
    public PatternMemory newMemory() {
        return new PatternMemory();
    }

    @Override
    void add(PatternMemory memory, PatternNews news, Consumer<Alert> out) {
        long minute = Math.floorDiv(news.timeMicros, MINUTE);
        long open = openMinute(news.toldMicros);
        if (minute < Math.max(open, memory.nextMinute)) return; // too late, for this window and for its reader
        if (memory.nextMinute == Patience.NEVER) memory.nextMinute = open;
        memory.minutes.computeIfAbsent(minute, any -> new SampledItems()).add(news.item, news.weight, news.callId);
        Pattern pattern = PatternNews.patternOf(news.key());
        long latest = minute;
        for (long known : memory.minutes.keySet()) latest = Math.max(latest, known);
        check(memory, pattern, news, minute, out);
        if (latest != minute) check(memory, pattern, news, latest, out);
    }

    private void check(PatternMemory memory, Pattern pattern, PatternNews news, long last, Consumer<Alert> out) {
        // What it comes to while it fires is seen when its minutes are complete: a flood is no time for sums at every
        // event.
        if (memory.isFiring || cannotReach(memory, pattern, last)) return;
        int minutes = settings.limit(pattern).windowMinutes();
        SampledItems window = window(memory, pattern, last);
        double measured = pattern.measured(window.sum());
        double mean = formerMean(memory, last - minutes);
        double limit = limit(settings.limit(pattern), pattern, mean);
        if (measured < limit) return;
        memory.isFiring = true;
        memory.startsAtMicros = news.timeMicros;
        memory.firedMinute = last;
        memory.limit = limit;
        value(memory, measured, window);
        memory.formerMean = mean < 0 ? mean : pattern.measured(Math.round(mean));
        memory.callIds = window.callIds;
        out.accept(alert(memory, pattern, news.subject, AlertStatus.FIRING, news.toldMicros));
    }

    private static void value(PatternMemory memory, double measured, SampledItems window) {
        memory.value = measured;
        memory.isSampled = window.shift > 0;
    }

    @Override
    void complete(String key, PatternMemory memory, Consumer<Alert> out) {
        Pattern pattern = PatternNews.patternOf(key);
        long minute = memory.nextMinute;
        SampledItems items = memory.minutes.get(minute);
        if (!memory.isFiring) {
            if (items != null || !memory.former.isEmpty()) memory.former.add(items == null ? 0 : items.sum());
            int most = PatternMemory.FORMER_MAX + settings.limit(pattern).windowMinutes();
            if (memory.former.size() > most) memory.former.remove(0);
        } else if (minute >= memory.firedMinute) {
            SampledItems window = window(memory, pattern, minute);
            double measured = pattern.measured(window.sum());
            if (measured > memory.value) value(memory, measured, window);
            if (measured < memory.limit) {
                out.accept(alert(
                        memory, pattern, PatternNews.subjectOf(key), AlertStatus.RESOLVED, completeMicros(minute)));
                memory.isFiring = false;
                memory.callIds.clear();
            }
        }
        memory.nextMinute++;
        long oldest = memory.nextMinute - settings.limit(pattern).windowMinutes() + 1;
        memory.minutes.keySet().removeIf(one -> one < oldest);
        if (memory.minutes.isEmpty() && !memory.isFiring && !hasBaseline(memory, pattern)) forget(memory);
    }

    /** Whether the former minutes raise the limit; else to remember the sources of a scattered flood helps nobody. */
    private boolean hasBaseline(PatternMemory memory, Pattern pattern) {
        PatternLimit limit = settings.limit(pattern);
        return limit(limit, pattern, formerMean(memory, memory.nextMinute - 1)) > limit.threshold();
    }

    private static void forget(PatternMemory memory) {
        memory.nextMinute = Patience.NEVER;
        memory.former.clear();
    }

    /** Whether the items of all minutes together, each counted as often as it came, are below any limit. */
    private boolean cannotReach(PatternMemory memory, Pattern pattern, long last) {
        long bound = 0;
        for (long minute = last - settings.limit(pattern).windowMinutes() + 1; minute <= last; minute++) {
            SampledItems items = memory.minutes.get(minute);
            if (items == null) continue;
            if (!items.isExact()) return false;
            bound += items.sum();
        }
        return pattern.measured(bound) < settings.limit(pattern).threshold();
    }

    private SampledItems window(PatternMemory memory, Pattern pattern, long last) {
        SampledItems window = new SampledItems();
        for (long minute = last - settings.limit(pattern).windowMinutes() + 1; minute <= last; minute++) {
            SampledItems items = memory.minutes.get(minute);
            if (items != null) window.add(items);
        }
        return window;
    }

    /** Of the minutes up to {@code last}, which lie before the window; negative when there are none. */
    private static double formerMean(PatternMemory memory, long last) {
        int withinWindow = (int) Math.max(0, memory.nextMinute - 1 - last);
        int until = Math.max(0, memory.former.size() - withinWindow);
        int from = Math.max(0, until - PatternMemory.FORMER_MAX);
        return memory.former.subList(from, until).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(-1);
    }

    private static double limit(PatternLimit limit, Pattern pattern, double formerMean) {
        double former = Math.max(0, formerMean) * limit.windowMinutes() * limit.factor();
        return Math.max(limit.threshold(), pattern.measured(Math.round(former)));
    }

    private Alert alert(PatternMemory memory, Pattern pattern, String subject, AlertStatus status, long timeMicros) {
        int minutes = settings.limit(pattern).windowMinutes();
        StringBuilder summary = new StringBuilder(subject.replaceFirst(":", " "))
                .append(memory.isSampled ? ": about " : ": ")
                .append(number(memory.value))
                .append(' ')
                .append(pattern.counted())
                .append(minutes == 1 ? " within a minute" : " within " + minutes + " minutes")
                .append(", told from ")
                .append(number(memory.limit))
                .append(" on");
        if (memory.formerMean >= 0 && settings.limit(pattern).factor() > 0) {
            summary.append("; ").append(number(memory.formerMean)).append(" per minute before");
        }
        return new PatternAlert(pattern.rule(), subject, pattern.severity(), pattern.title(), summary.toString())
                .measured(pattern.id(), memory.value, memory.limit)
                .of(status, memory.startsAtMicros, timeMicros, memory.callIds);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
