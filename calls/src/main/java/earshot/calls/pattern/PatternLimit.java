// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.io.Serializable;

/**
 * From when on a pattern is told.
 *
 * @param windowMinutes minutes counted together, 1 to 60
 * @param threshold least count within them; 0 turns the pattern off
 * @param factor the count must also be so many times that of the subject's own former minutes; 0 compares with nothing
 */
public record PatternLimit(int windowMinutes, int threshold, int factor) implements Serializable {
    public PatternLimit {
        check("windowMinutes", windowMinutes, 1, 60);
        check("threshold", threshold, 0, 1_000_000);
        check("factor", factor, 0, 100);
    }

    static void check(String key, int value, int least, int most) {
        if (value >= least && value <= most) return;
        throw new IllegalArgumentException(key + " is " + value + ", allowed: " + least + " to " + most);
    }

    boolean isOff() {
        return threshold == 0;
    }
}
