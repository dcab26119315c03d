// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.HashMap;
import java.util.Map;

/** What {@link SilenceTracker} remembers of one trunk or peer. */
public class SilenceMemory extends MinuteMemory {
    /** Attempts by minute; those without any are left out. */
    public Map<Long, Long> attempts = new HashMap<>();

    public boolean isFiring;
    public long startsAtMicros;
    /** Mean attempts per minute before it fell silent. */
    public double formerMean;

    public SilenceMemory() {}
}
