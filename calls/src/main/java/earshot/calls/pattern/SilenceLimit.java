// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.io.Serializable;

/**
 * From when on a trunk or peer is told to be silent.
 *
 * @param silentMinutes minutes without an attempt, 1 to 60; 0 turns the pattern off
 * @param formerMinutes minutes before them that are the baseline, 5 to 60
 * @param attemptsPerMinute least mean of these
 */
public record SilenceLimit(int silentMinutes, int formerMinutes, int attemptsPerMinute) implements Serializable {
    public static final SilenceLimit DEFAULT = new SilenceLimit(5, 15, 2);

    public SilenceLimit {
        PatternLimit.check("silentMinutes", silentMinutes, 0, 60);
        PatternLimit.check("formerMinutes", formerMinutes, 5, 60);
        PatternLimit.check("attemptsPerMinute", attemptsPerMinute, 1, 100_000);
    }

    /** Whether nothing is told. */
    public boolean isOff() {
        return silentMinutes == 0;
    }
}
