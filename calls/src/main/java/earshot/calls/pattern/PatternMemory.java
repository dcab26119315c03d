// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link PatternTracker} remembers of one pattern and subject. */
public class PatternMemory extends MinuteMemory {
    /** Minutes before the window that it is compared with. */
    static final int FORMER_MAX = 10;

    /** Minutes of the window, and those that are not over. */
    public Map<Long, SampledItems> minutes = new HashMap<>();
    /** Weights of the last minutes in which no alert fired, oldest first; those of the window are among them. */
    public List<Long> former = new ArrayList<>();

    public boolean isFiring;
    public long startsAtMicros;
    /** Last minute of the window in which it began to fire. */
    public long firedMinute;
    /** What had to be reached then. */
    public double limit;
    /** Highest measured since then. */
    public double value;
    /** It is an estimate from a sample. */
    public boolean isSampled;
    /** Mean of the former minutes then; negative when there were none. */
    public double formerMean;

    public List<String> callIds = new ArrayList<>();

    public PatternMemory() {}
}
