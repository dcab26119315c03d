// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

/** What {@link ClaimTracker} remembers of one Call-ID. */
public class ClaimMemory {
    public ClaimMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return true;
    }
}
