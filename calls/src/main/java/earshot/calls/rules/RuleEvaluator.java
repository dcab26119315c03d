// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.events.StreamInterval;
import java.util.function.Consumer;

/** Decides when a rule holds for a stream, in event time. Keyed by rule and stream: {@link #key}. */
public final class RuleEvaluator {
    /** The key of one rule's state for one stream. */
    public static String key(Rule rule, StreamInterval interval) {
        return rule.id() + '|' + interval.getStreamId();
    }

    public void interval(RuleMemory memory, Rule rule, StreamInterval interval, Timers timers, Consumer<Alert> out) {}

    public void timer(RuleMemory memory, Rule rule, long timeMicros, Timers timers, Consumer<Alert> out) {}
}
