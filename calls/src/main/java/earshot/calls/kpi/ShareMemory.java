// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;
import java.util.HashMap;
import java.util.Map;

/** What {@link CallShares} remembers of one call or registration. Times are micros of event time unless named so. */
public class ShareMemory {
    /** Key of the call or transaction; empty while neither was heard of. */
    public String source = "";
    /** Version of the row counted last. */
    public long version;
    /** What the cells hold of it. */
    public Share share = new Share();
    /** What its media adds to its peers and trunks, by minute. */
    public Map<Long, KpiCounts> media = new HashMap<>();

    /** The call is up and no end is known. */
    public boolean isUp;
    /** Until when Timer F (RFC 3261 17.1.2.2) runs for its BYE or REGISTER; NEVER when it does not. */
    public long timerFMicros = Patience.NEVER;
    /** Session duration, should Timer F run out. */
    public long untilTimerFMicros;

    public boolean isRegister;
    /** When it was heard of last. */
    public long lastMicros = Patience.NEVER;
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public ShareMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return lastMicros == Patience.NEVER;
    }
}
