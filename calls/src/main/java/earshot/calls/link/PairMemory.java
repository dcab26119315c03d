// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** What {@link PairMerger} remembers of one pair of calls. */
public class PairMemory {
    /** Evidence that holds. */
    public List<LegLink> links = new ArrayList<>();
    /** What was told last of each reason. */
    public List<CallLink> told = new ArrayList<>();
    /** When nothing new is expected any more. */
    public long expiresMicros = Patience.NEVER;

    public long timerMicros = Patience.NEVER;

    public PairMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return told.isEmpty();
    }
}
