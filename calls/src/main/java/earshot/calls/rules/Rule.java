// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert rule on the intervals of streams, checked.
 *
 * @param id names it in alerts; unique in a rule set
 * @param title for people, one line
 * @param severity info, warning, error or critical
 * @param forMicros how long the condition must hold, in every interval, before it fires
 * @param resolve what ends the alert; null means that the condition does not hold
 * @param resolveForMicros how long that must hold
 * @param minSamples packets that an interval must expect to count, for good or bad
 * @param labels added to those of the alert, for routing
 * @param annotations texts for people
 */
public record Rule(
        String id,
        String title,
        String severity,
        Metric metric,
        Condition condition,
        long forMicros,
        @Nullable Condition resolve,
        long resolveForMicros,
        long minSamples,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Serializable {

    public Rule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Whether a value, measured while the alert fires, speaks for its end. */
    boolean isRecovered(double measured) {
        return resolve == null ? !condition.holds(measured) : resolve.holds(measured);
    }
}
