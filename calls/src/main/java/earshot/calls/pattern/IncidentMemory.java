// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link IncidentTracker} remembers. Minutes are whole ones since 1970. */
public class IncidentMemory {
    public Map<Long, IncidentMinute> minutes = new HashMap<>();
    /** The first minute that was not judged; NEVER when nothing is remembered. */
    public long nextMinute = Patience.NEVER;

    /** What bad calls have in common, such as {@code peer:192.0.2.1}; empty while no alert fires. */
    public String subject = "";

    public long startsAtMicros;
    public double lift;
    public String summary = "";
    public List<String> callIds = new ArrayList<>();
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public IncidentMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return nextMinute == Patience.NEVER;
    }
}
