// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import earshot.calls.peer.AuthenticationMemory;
import earshot.calls.peer.PeerMemory;
import earshot.calls.register.AddressMemory;
import earshot.calls.subscribe.EventStatesMemory;
import earshot.calls.time.Patience;
import earshot.calls.time.RecentEvents;
import org.jspecify.annotations.Nullable;

/** What {@link OutsideCalls} remembers under one key: that of the one machine that the key belongs to. */
public class OutsideMemory {
    public @Nullable AddressMemory registrations;
    public @Nullable EventStatesMemory eventStates;
    public @Nullable PeerMemory peer;
    public @Nullable AuthenticationMemory authentication;

    public RecentEvents recent = new RecentEvents();
    /** The earliest timer under way. */
    public long timerMicros = Patience.NEVER;

    public OutsideMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return registrations == null && eventStates == null && peer == null && authentication == null;
    }

    void forgetEmpty() {
        if (registrations != null && registrations.isEmpty()) registrations = null;
        if (eventStates != null && eventStates.isEmpty()) eventStates = null;
        if (peer != null && peer.isEmpty()) peer = null;
        if (authentication != null && authentication.isEmpty()) authentication = null;
    }
}
