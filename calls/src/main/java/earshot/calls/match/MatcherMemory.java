// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

/** What {@link MediaMatcher} remembers of one endpoint. */
public class MatcherMemory {
    public MatcherMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return true;
    }
}
