// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import earshot.calls.time.Patience;
import earshot.calls.time.RecentEvents;
import java.util.ArrayList;
import java.util.List;

/** What {@link TapMatcher} remembers of one SSRC. */
public class TapMemory {
    /** The one heard longest ago comes first. */
    public List<TapStream> streams = new ArrayList<>();

    /** Ids of the streams, the one that was told of first comes first. */
    public List<String> inOrderOfTelling = new ArrayList<>();

    public RecentEvents recent = new RecentEvents();
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public TapMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return streams.isEmpty();
    }
}
