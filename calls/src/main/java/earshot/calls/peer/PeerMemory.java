// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.peer;

import earshot.calls.request.OpenRequests;
import earshot.calls.time.Patience;
import earshot.events.PeerState;
import earshot.events.PeerTransition;
import java.util.ArrayList;
import java.util.List;

/** What {@link PeerTracker} remembers of two addresses, one of which asks the other. */
public class PeerMemory {
    public OpenRequests open = new OpenRequests();
    /** Flags of {@link PeerTracker} for each open request, by its place there, are kept in the request's own list. */
    public List<String> sized = new ArrayList<>();

    public long version;
    public String source = "";
    public String destination = "";
    public int port;
    public String transport = "";
    public String probe = "";
    public PeerState state = PeerState.UNKNOWN;
    public long sinceMicros = Patience.NEVER;
    /** Start of the ping that the state is known by. */
    public long evidenceMicros = Patience.NEVER;

    public long firstMicros = Patience.NEVER;
    public long lastMicros = Patience.NEVER;
    public int pings;
    public int answered;
    public int refused;
    public int timeouts;
    public int lastStatus;
    /** Negative when not known. */
    public double responseMs = -1;

    public double responseMinMs = Double.MAX_VALUE;
    public double responseSumMs;
    public double responseMaxMs;
    public int responses;
    public int transitions;
    public List<PeerTransition> recentTransitions = new ArrayList<>();

    public int oversized;
    public int fragmented;
    public int octetsMax;
    public int fragmentsMax;
    public int tooLarge;
    public int flowFailed;
    public long lastOversizedMicros = Patience.NEVER;
    public String lastOversizedMethod = "";
    public String lastOversizedCallId = "";
    /** When sizes are to be told; NEVER when nothing changed. */
    public long tellMicros = Patience.NEVER;

    public PeerMemory() {}

    public boolean isEmpty() {
        return firstMicros == Patience.NEVER;
    }
}
