// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;

/** What a {@link MinuteTracker} remembers of how far it has come. Minutes are whole ones since 1970. */
public abstract class MinuteMemory {
    /** The first minute that was not judged; NEVER when nothing is remembered. */
    public long nextMinute = Patience.NEVER;
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return nextMinute == Patience.NEVER;
    }
}
