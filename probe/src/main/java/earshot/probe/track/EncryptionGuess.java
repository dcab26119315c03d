// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import java.util.Locale;

/**
 * Whether a stream is SRTP, by the lengths of its packets. Codecs of constant rate send so many octets for each tick of
 * the clock: a packet that is longer than its step in timestamps asks for by the length of an authentication tag
 * (RFC 3711: 4 or 10 octets, RFC 7714: 16) carries one, a packet of just that length carries none. A telephone event has
 * 4 octets (RFC 4733), and tells as much. Codecs of variable rate do not give themselves away.
 */
final class EncryptionGuess {
    /** Ticks of 20 ms at 8 kHz, for which {@link #frameOctets} is. */
    private static final int FRAME_TICKS = 160;

    private static final int EVENT_OCTETS = 4;
    private static final int PACKETS_MIN = 10;

    /** Of the codec in use; 0 when it has no such frames. */
    private int frameOctets;

    private int lastSequence = -1;
    private int lastTimestamp;
    private long withTag;
    private long without;
    private long clear;
    private long tagDrained;
    private long clearDrained;

    /** Says what the next packets are encoded with. */
    void codec(String name) {
        frameOctets = frameOctets(name);
    }

    /** Whether the codec in use has so many octets for so many ticks. */
    boolean hasFrames() {
        return frameOctets > 0;
    }

    private static int frameOctets(String codec) {
        return switch (codec.toUpperCase(Locale.ROOT)) {
            case "PCMU", "PCMA", "G722" -> 160;
            case "G729" -> 20;
            case "GSM" -> 33;
            case "G728" -> 40;
            default -> 0;
        };
    }

    /** Takes a packet of the codec in use. */
    void packet(RtpArrival packet) {
        if (!hasFrames()) return;
        boolean isNext = lastSequence >= 0 && packet.sequence == ((lastSequence + 1) & 0xFFFF);
        if (isNext && !packet.marker) {
            count(1, packet.payloadOctets, packet.timestamp - lastTimestamp);
        }
        lastSequence = packet.sequence;
        lastTimestamp = packet.timestamp;
    }

    /** Takes packets that follow the last one in order, all of the same length and the same step in timestamps. */
    void follow(int packets, int octetsEach, int ticksEach) {
        count(packets, octetsEach, ticksEach);
        lastSequence = (lastSequence + packets) & 0xFFFF;
        lastTimestamp += packets * ticksEach;
    }

    /** Takes a packet of a telephone event. */
    void event(int payloadOctets) {
        count(1, payloadOctets - EVENT_OCTETS);
    }

    private void count(int packets, int octets, int ticks) {
        long expected = (long) ticks * frameOctets;
        if (ticks <= 0 || expected % FRAME_TICKS != 0) return; // no whole frames: a pause, or another clock
        count(packets, octets - expected / FRAME_TICKS);
    }

    private void count(int packets, long surplus) {
        if (surplus == 4 || surplus == 10 || surplus == 16) {
            withTag += packets;
            return;
        }
        without += packets;
        if (surplus == 0) clear += packets;
    }

    boolean isEncrypted() {
        return withTag >= PACKETS_MIN && withTag > without;
    }

    /** Since {@link #forgetCounts}. */
    EncryptionCounts counts() {
        return new EncryptionCounts(clear - clearDrained, withTag - tagDrained);
    }

    /** Counts anew what an interval has; what the stream looks like stays known. */
    void forgetCounts() {
        clearDrained = clear;
        tagDrained = withTag;
    }
}
