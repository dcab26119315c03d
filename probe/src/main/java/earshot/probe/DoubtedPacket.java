// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.capture.CapturedPacket;

/**
 * A packet that says it came more than an hour after the one before it. Such a time may be true, where captures of
 * different days are read as one, or may be one broken timestamp, which would end everything that runs. So the packet is
 * held back until something else tells the time: the next packet, or silence on a live line.
 *
 * <p>If that is not more than an hour earlier than the packet, the packet keeps its time; else it is dated as the one
 * before it. At the end of a capture nothing speaks against it, and it keeps its time. At most one packet is held.
 */
final class DoubtedPacket {
    static final long LEAP_MICROS = 3_600_000_000L;

    private final CapturedPacket packet = new CapturedPacket();
    private boolean held;

    static boolean isLeap(long fromMicros, long toMicros) {
        return toMicros - LEAP_MICROS > fromMicros;
    }

    boolean isHeld() {
        return held;
    }

    void hold(CapturedPacket doubted) {
        packet.copy(doubted);
        held = true;
    }

    /** Whether another's time speaks against the time of the packet. */
    boolean isContradictedBy(long otherMicros) {
        return isLeap(otherMicros, packet.timeNanos() / 1_000);
    }

    void date(long micros) {
        packet.shift(micros * 1_000 - packet.timeNanos());
    }

    /** The packet, good until the next one is held. */
    CapturedPacket release() {
        held = false;
        return packet;
    }
}
