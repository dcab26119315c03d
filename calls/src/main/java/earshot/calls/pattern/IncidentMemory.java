// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link IncidentTracker} remembers. */
public class IncidentMemory extends MinuteMemory {
    public Map<Long, IncidentMinute> minutes = new HashMap<>();

    /** What bad calls have in common, such as {@code peer:192.0.2.1}; empty while no alert fires. */
    public String subject = "";

    public long startsAtMicros;
    public double lift;
    public String summary = "";
    public List<String> callIds = new ArrayList<>();

    public IncidentMemory() {}
}
