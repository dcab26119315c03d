// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

/** A person's mistake in a rule: one line that names the file and rule, the key, the value and what is allowed. */
public final class RuleException extends Exception {
    public RuleException(String message) {
        super(message);
    }
}
