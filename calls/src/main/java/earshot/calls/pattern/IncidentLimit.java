// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.io.Serializable;

/**
 * From when on bad calls are one incident, and what a bad call is.
 *
 * @param windowMinutes minutes counted together, 1 to 60
 * @param badCalls least number of bad calls that have something in common; 0 turns the pattern off
 * @param sharePercent least share of the bad calls that have it, percent
 * @param lift least ratio of that share to the share among all calls
 * @param mosBelow MOS-LQ of a bad call
 * @param lossAbovePercent loss of a bad call, percent
 */
public record IncidentLimit(
        int windowMinutes, int badCalls, int sharePercent, double lift, double mosBelow, double lossAbovePercent)
        implements Serializable {
    public static final IncidentLimit DEFAULT = new IncidentLimit(5, 10, 50, 2, 3.6, 3);

    public IncidentLimit {
        PatternLimit.check("windowMinutes", windowMinutes, 1, 60);
        PatternLimit.check("badCalls", badCalls, 0, 1_000);
        PatternLimit.check("sharePercent", sharePercent, 1, 100);
        check("lift", lift, 1, 100);
        check("mosBelow", mosBelow, 1, 5);
        check("lossAbovePercent", lossAbovePercent, 0, 100);
    }

    private static void check(String key, double value, int least, int most) {
        if (value >= least && value <= most) return; // not a number is neither
        throw new IllegalArgumentException(key + " is " + value + ", allowed: " + least + " to " + most);
    }

    /** Whether nothing is told. */
    public boolean isOff() {
        return badCalls == 0;
    }
}
