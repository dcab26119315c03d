// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

/** What the packets of a stream that are just as expected have in common, besides what {@link StreamRows} compares. */
final class AlikePackets {
    private int octets;
    private int ticks;
    private int dscp;
    private boolean isOctetPerTick;

    /**
     * Says what the next ones are like.
     *
     * @param packet one of them
     * @param ticks from one to the next
     * @param isOctetPerTick their length says something of encryption: then all have the same
     */
    void are(RtpArrival packet, int ticks, boolean isOctetPerTick) {
        octets = packet.payloadOctets;
        dscp = packet.dscp;
        this.ticks = ticks;
        this.isOctetPerTick = isOctetPerTick;
    }

    int dscp() {
        return dscp;
    }

    /** Tells of so many of them what they say of encryption. */
    void tell(int packets, EncryptionGuess encryption) {
        if (isOctetPerTick) encryption.follow(packets, octets, ticks);
    }
}
