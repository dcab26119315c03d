// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says when a trunk or peer that used to have calls has none any more. Keyed by {@link SilenceNews#subject}.
 *
 * <p>A silence ends with the next attempt, or is forgotten after a day: whoever took the trunk away does not need it told.
 */
public final class SilenceTracker extends MinuteTracker<SilenceNews, SilenceMemory> {
    /** Rows of a minute may be told so long after its end and are waited for. */
    private static final long GRACE = 120_000_000;

    private static final long serialVersionUID = 1;
    private static final String RULE = Pattern.RULE_PREFIX + "silent-trunk";

    private final SilenceLimit limit;

    public SilenceTracker(SilenceLimit limit) {
        super(GRACE);
        this.limit = limit;
    }

    /** The first minute of which anything told at this time could matter, however late timers come. */
    static long firstMinute(long toldMicros, SilenceLimit limit) {
        long judged = Math.floorDiv(toldMicros - GRACE - Patience.LEAP, MINUTE) - 1;
        return judged - limit.silentMinutes() - limit.formerMinutes();
    }

    @Override
    public SilenceMemory newMemory() {
        return new SilenceMemory();
    }

    @Override
    void add(SilenceMemory memory, SilenceNews news, Consumer<Alert> out) {
        if (memory.isEmpty()) {
            if (news.attempts == 0) return;
            memory.nextMinute = Math.max(news.minute, openMinute(news.toldMicros));
        }
        if (news.minute < memory.nextMinute - limit.silentMinutes() - limit.formerMinutes()) return;
        if (news.attempts > 0) {
            memory.attempts.put(news.minute, news.attempts);
        } else {
            memory.attempts.remove(news.minute);
        }
    }

    @Override
    void complete(String subject, SilenceMemory memory, Consumer<Alert> out) {
        long minute = memory.nextMinute;
        long silentFrom = minute - limit.silentMinutes() + 1;
        long formerFrom = silentFrom - limit.formerMinutes();
        memory.attempts.keySet().removeIf(one -> one < formerFrom);
        long latest = memory.attempts.keySet().stream()
                .mapToLong(Long::longValue)
                .filter(one -> one <= minute)
                .max()
                .orElse(Patience.NEVER);
        boolean isSilent = latest < silentFrom;
        if (memory.isFiring) {
            boolean isForgotten = completeMicros(minute) - memory.startsAtMicros >= Patience.SILENT_ENDPOINT;
            if (!isSilent || isForgotten) {
                memory.isFiring = false;
                out.accept(alert(subject, memory, AlertStatus.RESOLVED, completeMicros(minute)));
            }
        } else if (isSilent) {
            double mean = mean(memory, formerFrom, silentFrom);
            if (mean >= limit.attemptsPerMinute() && isSteady(memory, formerFrom, silentFrom)) {
                memory.isFiring = true;
                memory.formerMean = mean;
                memory.startsAtMicros = (latest + 1) * MINUTE;
                out.accept(alert(subject, memory, AlertStatus.FIRING, completeMicros(minute)));
            }
        }
        memory.nextMinute++;
        if (memory.attempts.isEmpty() && !memory.isFiring) memory.nextMinute = Patience.NEVER;
    }

    private double mean(SilenceMemory memory, long from, long until) {
        long sum = 0;
        for (long minute = from; minute < until; minute++) sum += memory.attempts.getOrDefault(minute, 0L);
        return (double) sum / limit.formerMinutes();
    }

    /** Calls in two minutes of three at least: who fell silent after one burst of calls was no trunk before. */
    private boolean isSteady(SilenceMemory memory, long from, long until) {
        long minutes = memory.attempts.keySet().stream()
                .filter(minute -> minute >= from && minute < until)
                .count();
        return 3 * minutes >= 2L * limit.formerMinutes();
    }

    private Alert alert(String subject, SilenceMemory memory, AlertStatus status, long timeMicros) {
        String summary = String.format(
                Locale.ROOT,
                "%s: no call for %d minutes; %.1f per minute in the %d minutes before",
                subject.replaceFirst(":", " "),
                limit.silentMinutes(),
                memory.formerMean,
                limit.formerMinutes());
        return new PatternAlert(RULE, subject, "error", "No calls any more", summary)
                .measured("silent-trunk", memory.formerMean, limit.attemptsPerMinute())
                .of(status, memory.startsAtMicros, timeMicros, List.of());
    }
}
