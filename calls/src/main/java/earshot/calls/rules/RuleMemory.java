// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** What {@link RuleEvaluator} remembers of one rule and stream. */
public class RuleMemory {
    /** Where the rule stands. */
    public enum Phase {
        INACTIVE,
        PENDING,
        FIRING
    }

    public Phase phase = Phase.INACTIVE;
    public String streamId = "";
    /** Start of the first interval that broke the rule. */
    public long startsAtMicros;
    /** Start of the first interval that spoke for the end; NEVER while there is none. */
    public long recoveringMicros = Patience.NEVER;
    /** End of the last interval that said anything. */
    public long lastMicros = Patience.NEVER;
    /** Intervals in a row with too few packets. */
    public int gaps;
    /** As last measured. */
    public double value;

    public String probe = "";
    public String source = "";
    public String destination = "";
    public String codec = "";
    /** Who measured the round trip; empty when nobody did. */
    public String rttSource = "";

    public List<String> callIds = new ArrayList<>();
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public RuleMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return phase == Phase.INACTIVE;
    }
}
