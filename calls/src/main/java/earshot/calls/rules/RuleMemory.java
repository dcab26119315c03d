// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

/** What {@link RuleEvaluator} remembers of one rule and stream. */
public class RuleMemory {
    public RuleMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return true;
    }
}
