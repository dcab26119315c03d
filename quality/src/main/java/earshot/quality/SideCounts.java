// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * What one stream did in one interval besides plain media; numbers that add up.
 *
 * @param telephoneEvents key presses and tones (RFC 4733), each counted once however many packets told of it
 * @param telephoneEventMs their length together
 * @param redundantPackets packets whose payload carries older data once more (RFC 2198)
 * @param recovered packets that never came, but whose data a later packet brought
 * @param nackedPackets packets that the receiver asked for again (RFC 4585)
 * @param pictureRequests pictures that the receiver asked for, lost or whole (RFC 4585, RFC 5104)
 */
public record SideCounts(
        long telephoneEvents,
        double telephoneEventMs,
        long redundantPackets,
        long recovered,
        long nackedPackets,
        long pictureRequests) {

    public static final SideCounts NONE = new SideCounts(0, 0, 0, 0, 0, 0);

    public SideCounts plus(SideCounts other) {
        return new SideCounts(
                telephoneEvents + other.telephoneEvents,
                telephoneEventMs + other.telephoneEventMs,
                redundantPackets + other.redundantPackets,
                recovered + other.recovered,
                nackedPackets + other.nackedPackets,
                pictureRequests + other.pictureRequests);
    }
}
