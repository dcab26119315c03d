// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link MinuteShards} remembers of one shard of a minute. */
public class ShardMemory {
    /** Start of the minute, seconds since 1970; negative while nothing was counted. */
    public long minuteSeconds = -1;
    /** What was counted since the last round, by text of the cell. */
    public Map<String, KpiCounts> pending = new HashMap<>();
    /** Addresses of the peers that have rows of their own. */
    public List<String> addresses = new ArrayList<>();
    /** All that was counted of them, by text of the cell. */
    public Map<String, KpiCounts> peers = new HashMap<>();
    /** Changes of peers that were counted together as others; changes that came after the minute was closed. */
    public long folded;

    public long tooLate;
    /** The timer under way, micros. */
    public long timerMicros = Patience.NEVER;

    public ShardMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return minuteSeconds < 0;
    }
}
