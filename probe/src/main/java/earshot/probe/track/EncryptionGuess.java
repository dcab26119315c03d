// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

/**
 * Whether a stream of G.711 or G.722 is SRTP: these codecs send one octet for each tick of the clock, so a packet that
 * is longer than its step in timestamps by the length of an authentication tag (RFC 3711: 4 or 10 octets, RFC 7714: 16)
 * carries one. Other codecs do not give themselves away like this.
 */
final class EncryptionGuess {
    private static final int PACKETS_MIN = 10;

    private int lastSequence = -1;
    private int lastTimestamp;
    private int withTag;
    private int without;

    void packet(RtpArrival packet) {
        if (!isOneOctetPerTick(packet.payloadType)) return;
        boolean isNext = lastSequence >= 0 && packet.sequence == ((lastSequence + 1) & 0xFFFF);
        if (isNext && !packet.marker) {
            count(1, packet.payloadOctets - (packet.timestamp - lastTimestamp));
        }
        lastSequence = packet.sequence;
        lastTimestamp = packet.timestamp;
    }

    /** Takes packets that follow the last one in order, all of the same length and the same step in timestamps. */
    void follow(int packets, int octetsEach, int timestamp) {
        count(packets, octetsEach - (timestamp - lastTimestamp) / packets);
        lastSequence = (lastSequence + packets) & 0xFFFF;
        lastTimestamp = timestamp;
    }

    private void count(int packets, int surplus) {
        if (surplus == 4 || surplus == 10 || surplus == 16) withTag += packets;
        else without += packets;
    }

    static boolean isOneOctetPerTick(int payloadType) {
        return payloadType == 0 || payloadType == 8 || payloadType == 9;
    }

    boolean isEncrypted() {
        return withTag >= PACKETS_MIN && withTag > without;
    }
}
