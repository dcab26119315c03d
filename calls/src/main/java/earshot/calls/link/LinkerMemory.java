// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** What {@link LegLinker} remembers of one value. */
public class LinkerMemory {
    /** The calls that have it. */
    public List<LegEvidence> calls = new ArrayList<>();
    /** Links that hold because of it. */
    public List<LegLink> links = new ArrayList<>();
    /** More calls had it at one time than an identifier has: it is none. */
    public boolean junk;
    /** When it was last said. */
    public long lastMicros = Patience.NEVER;
    /** The earliest timer under way. */
    public long timerMicros = Patience.NEVER;

    public LinkerMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return calls.isEmpty() && links.isEmpty() && !junk;
    }
}
