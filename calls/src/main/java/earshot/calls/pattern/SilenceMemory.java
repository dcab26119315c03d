// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import java.util.HashMap;
import java.util.Map;

/** What {@link SilenceTracker} remembers of one trunk or peer. Minutes are whole ones since 1970. */
public class SilenceMemory {
    /** Attempts by minute; those without any are left out. */
    public Map<Long, Long> attempts = new HashMap<>();
    /** The first minute that was not judged; NEVER when nothing is remembered. */
    public long nextMinute = Patience.NEVER;

    public boolean isFiring;
    public long startsAtMicros;
    /** Mean attempts per minute before it fell silent. */
    public double formerMean;
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public SilenceMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return nextMinute == Patience.NEVER;
    }
}
