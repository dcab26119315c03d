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
    static final int WINDOW_MAX = 60;
    static final int THRESHOLD_MAX = 1_000_000;
    static final int FACTOR_MAX = 100;

    public PatternLimit {
        check("windowMinutes", windowMinutes, 1, WINDOW_MAX);
        check("threshold", threshold, 0, THRESHOLD_MAX);
        check("factor", factor, 0, FACTOR_MAX);
    }

    static void check(String key, int value, int least, int most) {
        if (value >= least && value <= most) return;
        throw new IllegalArgumentException(key + " is " + value + ", allowed: " + least + " to " + most);
    }

    boolean isOff() {
        return threshold == 0;
    }
}
