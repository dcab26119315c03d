// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * What arrived and what should have arrived: packets of one stream in one interval (RFC 3550 A.1 and A.3).
 *
 * @param received packets, duplicates included
 * @param unique packets without duplicates, and without those that fit into no sequence
 * @param expected by sequence numbers, summed over restarts
 * @param outOfOrder packets that arrived after one with a higher sequence number; duplicates are not among them
 * @param octets of RTP payload
 * @param comfortNoise packets
 * @param telephoneEvent packets
 */
public record PacketCounts(
        long received,
        long unique,
        long expected,
        long duplicate,
        long outOfOrder,
        long restarts,
        long octets,
        long comfortNoise,
        long telephoneEvent) {

    public static final PacketCounts NONE = new PacketCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Packets that never came: negative for an interval in which packets of the one before came late. Duplicates do not
     * hide loss here, as they do in the figure of RFC 3550 A.3.
     */
    public long lost() {
        return expected - unique;
    }

    /** Packets of speech, duplicates included: neither comfort noise nor telephone events. */
    public long media() {
        return received - comfortNoise - telephoneEvent;
    }

    /** Mean payload of a packet of speech, octets; 0 without one. */
    public double mediaOctets() {
        if (media() <= 0) return 0;
        // An event has 4 octets (RFC 4733), comfort noise at least 1 (RFC 3389).
        return Math.max(0, (double) (octets - 4 * telephoneEvent - comfortNoise) / media());
    }

    public PacketCounts plus(PacketCounts other) {
        return new PacketCounts(
                received + other.received,
                unique + other.unique,
                expected + other.expected,
                duplicate + other.duplicate,
                outOfOrder + other.outOfOrder,
                restarts + other.restarts,
                octets + other.octets,
                comfortNoise + other.comfortNoise,
                telephoneEvent + other.telephoneEvent);
    }
}
