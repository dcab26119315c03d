// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of some minutes, counted by what they have in common. */
final class IncidentWindow {
    private static final List<String> DIMENSIONS = List.of("peer", "codec", "probe", "agent", "prefix");

    /** What is counted of one value: its calls and the bad ones of them. */
    private static final class Count {
        private long all;
        private long bad;
    }

    private final Map<String, Count> byValue = new HashMap<>();
    private final List<IncidentNews> badCalls = new ArrayList<>();
    private long all;
    private long bad;

    void add(IncidentMinute minute) {
        long each = 1L << minute.shift;
        for (IncidentNews call : minute.calls.values()) {
            all += each;
            if (call.isBad) {
                bad += each;
                badCalls.add(call);
            }
            for (String value : call.values) {
                Count count = byValue.computeIfAbsent(value, any -> new Count());
                count.all += each;
                if (call.isBad) count.bad += each;
            }
        }
    }

    /** The value with the highest lift of those that explain the bad calls; null when there is none. */
    @Nullable
    String best(IncidentLimit limit) {
        return byValue.keySet().stream()
                .filter(value -> explains(value, limit))
                .min(Comparator.comparingDouble((String value) -> -lift(value))
                        .thenComparingLong(value -> -count(value).bad)
                        .thenComparingInt(value -> DIMENSIONS.indexOf(dimension(value)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    boolean explains(String value, IncidentLimit limit) {
        Count count = count(value);
        return count.bad >= limit.badCalls()
                && count.bad * 100 >= bad * limit.sharePercent()
                && lift(value) >= limit.lift();
    }

    /** Share among bad calls over share among all. */
    double lift(String value) {
        Count count = count(value);
        return (double) count.bad * all / ((double) bad * count.all);
    }

    /** One sentence for people. */
    String sentence(String value) {
        Count count = count(value);
        String name = value.substring(value.indexOf(':') + 1);
        String what =
                switch (dimension(value)) {
                    case "peer" -> "went through " + name;
                    case "codec" -> "used " + name;
                    case "probe" -> "passed probe " + name;
                    case "agent" -> "came from " + name;
                    default -> "went to numbers with " + name;
                };
        return String.format(
                Locale.ROOT,
                "%d of %d bad calls %s; %.0f %% of all calls do",
                count.bad,
                bad,
                what,
                100.0 * count.all / all);
    }

    /** Call-IDs of bad calls with a value, the earliest first. */
    List<String> evidence(String value) {
        return badCalls.stream()
                .filter(call -> call.values.contains(value))
                .sorted(Comparator.comparingLong((IncidentNews call) -> call.endMicros)
                        .thenComparing(call -> call.callId))
                .map(call -> call.callId)
                .limit(SampledItems.CALL_IDS_MAX)
                .toList();
    }

    private Count count(String value) {
        Count count = byValue.get(value);
        return count == null ? new Count() : count;
    }

    private static String dimension(String value) {
        return value.substring(0, value.indexOf(':'));
    }
}
