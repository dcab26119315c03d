// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.RuleMemory;
import java.util.HashMap;
import java.util.Map;

/** What the rules that a stream breaks remember of it, by the rule's id. */
public class RulesMemory {
    public Map<String, RuleMemory> byRule = new HashMap<>();

    public RulesMemory() {}
}
