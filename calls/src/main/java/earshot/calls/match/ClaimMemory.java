// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.invite.UnseenAnswer;
import earshot.calls.time.Patience;
import earshot.calls.time.RecentEvents;
import java.util.ArrayList;
import java.util.List;

/** What {@link ClaimTracker} remembers of one Call-ID. */
public class ClaimMemory {
    public String callId = "";
    /** From-tag of the caller. */
    public String callerTag = "";

    public boolean answered;
    /** The INVITE failed or was cancelled then, and may yet be tried again. */
    public long failedMicros = Patience.NEVER;
    /** When open claims end by themselves, and closed ones are forgotten. */
    public long expiresMicros = Patience.NEVER;
    /** The earliest timer under way. */
    public long timerMicros = Patience.NEVER;

    public List<Claim> claims = new ArrayList<>();

    public RecentEvents recent = new RecentEvents();

    public UnseenAnswer unseenAnswer = new UnseenAnswer();

    public ClaimMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return claims.isEmpty() && expiresMicros == Patience.NEVER;
    }
}
