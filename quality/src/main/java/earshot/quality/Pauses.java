// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Finds the pauses of a sender that does not send silence: media whose timestamps step by more than its packets hold, as
 * RFC 3551 section 4.1 asks for. Comfort noise may come in a pause and does not end it; what was lost is no pause.
 *
 * <p>Some senders let the timestamps stand still meanwhile. There a packet with the marker that comes after so much time
 * ends a pause as well. Timestamps that step when no time has passed are a clock set anew, and no pause.
 */
final class Pauses {
    /** Shorter ones are the rhythm of silence descriptors (8 frames of AMR are 160 ms), not silence. */
    static final double LENGTH_MIN_MS = 200;

    /** By how much timestamps and clock may disagree about a pause. */
    private static final double DISAGREE_MAX_MS = 1_000;

    private boolean hasLast;
    private int lastSequence;
    private int lastTimestamp;
    private long lastArrivalNanos;
    /** Packets since the last one of media that were not media. */
    private int others;

    private long pauses;
    private double totalMs;
    private double maxMs;

    /**
     * Takes a packet of media that is ahead of those before it.
     *
     * @param usualTicks of a packet; 0 while unknown
     * @return whether a pause ended with it
     */
    boolean media(long arrivalNanos, int sequence, int timestamp, boolean marker, int usualTicks, int clockRateHz) {
        double pauseMs = hasLast && usualTicks > 0
                ? pauseMs(arrivalNanos, sequence, timestamp, marker, usualTicks, clockRateHz)
                : 0;
        hasLast = true;
        lastSequence = sequence;
        lastTimestamp = timestamp;
        lastArrivalNanos = arrivalNanos;
        others = 0;
        if (pauseMs < LENGTH_MIN_MS) return false;
        pauses++;
        totalMs += pauseMs;
        maxMs = Math.max(maxMs, pauseMs);
        return true;
    }

    private double pauseMs(
            long arrivalNanos, int sequence, int timestamp, boolean marker, int usualTicks, int clockRateHz) {
        int packets = ((sequence - lastSequence) & 0xFFFF) - others;
        double sentMs = packets * (usualTicks * 1000.0 / clockRateHz);
        double steppedMs = (timestamp - lastTimestamp) * 1000.0 / clockRateHz; // int: timestamps wrap
        double passedMs = (arrivalNanos - lastArrivalNanos) / 1e6;
        if (steppedMs - sentMs >= LENGTH_MIN_MS) {
            return Math.abs(steppedMs - passedMs) <= DISAGREE_MAX_MS ? steppedMs - sentMs : 0;
        }
        boolean stoodStill = marker && steppedMs >= 0 && packets == 1;
        return stoodStill ? passedMs - sentMs : 0;
    }

    /** Takes packets of media, each one usual step after the one before, in time. */
    void follow(int packets, int usualTicks, long lastArrivalNanos) {
        lastSequence += packets;
        lastTimestamp += packets * usualTicks;
        this.lastArrivalNanos = lastArrivalNanos;
    }

    /** Takes a packet of comfort noise. */
    void comfortNoise() {
        others++;
    }

    /** Forgets the last packet: what comes next ends no pause. So it is behind a telephone event, which sounds. */
    void forgetLast() {
        hasLast = false;
    }

    /** With what else is known of the talkspurts between. */
    TalkCounts drain(double jitterSumMs, long jitterSamples) {
        TalkCounts drained = new TalkCounts(pauses, totalMs, maxMs, jitterSumMs, jitterSamples);
        pauses = 0;
        totalMs = 0;
        maxMs = 0;
        return drained;
    }
}
