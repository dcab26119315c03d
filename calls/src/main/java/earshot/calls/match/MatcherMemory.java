// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** What {@link MediaMatcher} remembers of one endpoint. */
public class MatcherMemory {
    public List<HeldClaim> claims = new ArrayList<>();
    public List<SeenStream> streams = new ArrayList<>();
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public MatcherMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return claims.isEmpty() && streams.isEmpty();
    }
}
