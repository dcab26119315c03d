// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.capture.CapturedPacket;

/**
 * A run of packets that say they came more than an hour before or after the packets before them. Such times may be true,
 * where a clock was set or captures of different days are read as one, or may be a few broken timestamps, which would end
 * everything that runs. So they are held back until something else tells the time.
 *
 * <p>A packet that goes on where the others stood speaks against the run, which is then dated there. When the run has grown
 * to {@value #RUN_MAX} packets, when a live line falls silent near their times, or at the end of a capture, they keep their
 * times.
 */
final class DoubtedPackets {
    static final long LEAP_MICROS = 3_600_000_000L;
    /** Broken timestamps come alone or in a burst; of a clock that was set, all packets that follow have the new time. */
    static final int RUN_MAX = 16;

    private final CapturedPacket[] packets = new CapturedPacket[RUN_MAX];
    private int held;
    private int released;

    static boolean isLeap(long fromMicros, long toMicros) {
        return toMicros - LEAP_MICROS > fromMicros || toMicros + LEAP_MICROS < fromMicros;
    }

    boolean isHolding() {
        return held > released;
    }

    boolean isFull() {
        return held == RUN_MAX;
    }

    void hold(CapturedPacket doubted) {
        if (packets[held] == null) packets[held] = new CapturedPacket();
        packets[held++].copy(doubted);
    }

    /** The next packet of the run, good until the next one is held. */
    CapturedPacket release() {
        CapturedPacket packet = packets[released++];
        if (released == held) {
            held = 0;
            released = 0;
        }
        return packet;
    }
}
