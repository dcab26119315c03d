// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.request;

import earshot.calls.time.Patience;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The challenges (401, 407) that were just put to somebody, by Call-ID. Credentials that answer a challenge just put and
 * are challenged again were wrong; credentials kept from an earlier request may only be old (RFC 7616 3.3), whether the
 * server says so or not.
 */
public class Challenges {
    static final int SIZE_MAX = 8;

    /** Time of the last challenge, micros. */
    public Map<String, Long> byCallId = new LinkedHashMap<>();

    public Challenges() {}

    boolean isRefusal(RequestMemory request) {
        if (!request.hasCredentials || request.staleNonce) return false;
        Long challenged = byCallId.get(request.callId);
        return challenged != null
                && challenged <= request.startMicros
                && request.startMicros - challenged <= Patience.FOLLOW_UP;
    }

    /** Forgets those that nobody will answer any more. */
    public void time(long timeMicros) {
        byCallId.values().removeIf(challenged -> timeMicros - Patience.FOLLOW_UP >= challenged);
    }

    /** When {@link #time} has something to do; Long.MAX_VALUE when never. */
    public long deadline() {
        long next = Long.MAX_VALUE;
        for (long challenged : byCallId.values()) next = Math.min(next, challenged + Patience.FOLLOW_UP);
        return next;
    }

    public boolean isEmpty() {
        return byCallId.isEmpty();
    }

    /** Remembers that the Call-ID was challenged. */
    public void add(String callId, long timeMicros) {
        Long known = byCallId.remove(callId);
        if (byCallId.size() >= SIZE_MAX) {
            byCallId.remove(byCallId.keySet().iterator().next());
        }
        byCallId.put(callId, known == null ? timeMicros : Math.max(known, timeMicros));
    }
}
