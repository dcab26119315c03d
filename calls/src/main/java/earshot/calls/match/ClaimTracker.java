// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.Timers;
import earshot.events.SipMessage;
import java.util.function.Consumer;

/** Turns the SDP of one Call-ID into claims on endpoints. Keyed by Call-ID. */
public final class ClaimTracker {
    public void message(ClaimMemory memory, SipMessage message, Timers timers, Consumer<EndpointClaim> out) {}

    public void timer(ClaimMemory memory, long timeMicros, Timers timers, Consumer<EndpointClaim> out) {}
}
