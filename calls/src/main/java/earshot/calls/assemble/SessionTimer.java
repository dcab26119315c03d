// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Party;
import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * The session timer of one call (RFC 4028): each 2xx to INVITE or UPDATE agrees on it anew, and a session that nobody
 * refreshes in time is over.
 */
public class SessionTimer {
    /** Less than that is against RFC 4028 (4), and taken for no timer. */
    private static final int SECONDS_MIN = 90;

    private static final int SECONDS_MAX = 86_400;

    /** Agreed last; -1 without one. */
    public int seconds = -1;
    /** Least interval that anyone asked for; -1 when nobody did. */
    public int minSeconds = -1;

    public @Nullable Party refresher;
    public int refreshes;
    /** When it was agreed on last. */
    public long agreedMicros = Patience.NEVER;
    /** The transaction that did: its CSeq and side. */
    public long agreedCseq = -1;

    public boolean agreedByCaller;

    public SessionTimer() {}

    /** A message of the call, sent by the caller or by the callee. */
    void message(SipMessage message, boolean byCaller) {
        boolean offers =
                message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
        if (!offers) return;
        int least = HeaderText.number(message.getHeaders().getOrDefault("min-se", ""));
        if (least >= 0) minSeconds = Math.max(minSeconds, least);
        int status = message.getStatusCode();
        if (status < 200 || status >= 300) return;
        boolean askedByCaller = !byCaller;
        boolean known = agreedCseq == message.getCseq() && agreedByCaller == askedByCaller;
        if (known && agreedMicros != Patience.NEVER) return; // the same on another hop, or again
        if (agreedMicros != Patience.NEVER && seconds > 0) refreshes++;
        agreedMicros = message.getTimeMicros();
        agreedCseq = message.getCseq();
        agreedByCaller = askedByCaller;
        agree(message.getHeaders().getOrDefault("session-expires", ""), askedByCaller);
    }

    private void agree(String expires, boolean askedByCaller) {
        int said = HeaderText.number(expires);
        seconds = said < SECONDS_MIN ? -1 : Math.min(said, SECONDS_MAX);
        String who = HeaderText.parameter(expires, "refresher");
        boolean asker = who.equalsIgnoreCase("uac");
        boolean told = seconds > 0 && (asker || who.equalsIgnoreCase("uas"));
        refresher = !told ? null : asker == askedByCaller ? Party.CALLER : Party.CALLEE;
    }

    /** When the session ends if nobody refreshes it; NEVER without a timer. */
    long expiryMicros() {
        return seconds < 0 ? Patience.NEVER : agreedMicros + seconds * 1_000_000L;
    }
}
