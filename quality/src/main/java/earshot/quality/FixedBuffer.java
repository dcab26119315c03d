// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * A playout buffer of fixed depth: it discards what comes later than the depth after the fastest packet.
 *
 * <p>One that would discard everything for half a second starts over at the packet in hand, as real ones do when the
 * path has become longer.
 */
final class FixedBuffer {
    private static final int DISCARDS_IN_A_ROW_MAX = 25; // half a second at 20 ms

    private final double depthMs;
    private double shiftMs;
    private int discardsInARow;
    private long late;

    FixedBuffer(double depthMs) {
        this.depthMs = depthMs;
    }

    void startOver() {
        shiftMs = 0;
        discardsInARow = 0;
    }

    /** Whether it has discarded nothing lately, and did not move. */
    boolean isAsStarted() {
        return shiftMs == 0 && discardsInARow == 0;
    }

    /** Takes a packet that was {@code offsetMs} longer under way than the fastest; whether it discards it. */
    boolean packet(double offsetMs) {
        shiftMs = Math.min(shiftMs, offsetMs);
        if (offsetMs - shiftMs <= depthMs) {
            discardsInARow = 0;
            return false;
        }
        late++;
        if (++discardsInARow == DISCARDS_IN_A_ROW_MAX) {
            shiftMs = offsetMs;
            discardsInARow = 0;
        }
        return true;
    }

    long drainLate() {
        long drained = late;
        late = 0;
        return drained;
    }
}
