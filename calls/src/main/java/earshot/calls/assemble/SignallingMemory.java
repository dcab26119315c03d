// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** What {@link SignallingAssembler} remembers of one Call-ID. */
public class SignallingMemory {
    public SignallingMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return true;
    }
}
