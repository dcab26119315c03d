// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import earshot.probe.dissect.AgentNote;
import earshot.protocols.hep.HepChunk;
import earshot.protocols.hep.HepPacket;
import java.net.InetAddress;
import java.util.List;

/**
 * Who comes in: the address must be allowed, the packet must be HEP, and its key the right one. Every packet is counted
 * with its agent. Each thread has a gate of its own.
 */
final class AgentGate {
    private final List<AddressRange> agents;
    private final AgentKey key;
    private final AgentCounts counts;
    private final HepPacket packet = new HepPacket();

    AgentGate(HepOptions options, AgentCounts counts) {
        this.agents = options.agents();
        this.key = options.key();
        this.counts = counts;
    }

    /** Whether packets may come from that address at all. */
    boolean isAllowed(InetAddress agent) {
        for (AddressRange range : agents) {
            if (range.contains(agent)) return true;
        }
        return false;
    }

    /** Judges one packet; a refusal is counted here, what is let in by whoever passes it on. */
    boolean admits(InetAddress agent, byte[] bytes, int length, long arrivalNanos) {
        if (!isAllowed(agent)) return counts.refuse(AgentCounts.FOREIGN, AgentCounts.Outcome.ADDRESS);
        String name = Addresses.text(agent);
        if (packet.wrap(bytes, 0, length) != HepPacket.Verdict.HEP) {
            return counts.refuse(name, AgentCounts.Outcome.MALFORMED);
        }
        if (!hasKey()) return counts.refuse(name, AgentCounts.Outcome.KEY);
        if (AgentNote.clockOf(packet.timeMicros(), arrivalNanos) != AgentNote.Clock.PLAUSIBLE) {
            counts.clockHeld(name);
        }
        return true;
    }

    private boolean hasKey() {
        if (!key.isAskedFor()) return true;
        if (!packet.has(HepChunk.AUTHENTICATION_KEY)) return false;
        int offset = packet.offset(HepChunk.AUTHENTICATION_KEY);
        return key.isIn(packet.bytes(), offset, packet.length(HepChunk.AUTHENTICATION_KEY));
    }
}
