// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One alert rule on the intervals of streams, checked.
 *
 * @param id its name, unique in a rule set
 * @param severity info, warning, error or critical
 * @param forMicros how long it must hold before it fires
 * @param resolve when it ceases to hold; null means "when the condition does not hold"
 * @param minSamples packets that an interval must expect to count
 * @param summary text for people
 */
public record Rule(
        String id,
        String severity,
        Metric metric,
        Condition condition,
        long forMicros,
        @Nullable Condition resolve,
        long resolveForMicros,
        long minSamples,
        String summary)
        implements Serializable {}
