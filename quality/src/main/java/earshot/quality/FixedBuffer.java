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

    private final double depthNanos;
    private double shiftNanos;
    private int discardsInARow;
    private long late;

    FixedBuffer(int depthMs) {
        this.depthNanos = depthMs * 1e6;
    }

    void startOver() {
        shiftNanos = 0;
        discardsInARow = 0;
    }

    /** Whether it has discarded nothing lately, and did not move. */
    boolean isAsStarted() {
        return shiftNanos == 0 && discardsInARow == 0;
    }

    /** Takes a packet that was {@code offsetNanos} longer under way than the fastest; whether it discards it. */
    boolean packet(double offsetNanos) {
        shiftNanos = Math.min(shiftNanos, offsetNanos);
        if (offsetNanos - shiftNanos <= depthNanos) {
            discardsInARow = 0;
            return false;
        }
        late++;
        if (++discardsInARow == DISCARDS_IN_A_ROW_MAX) {
            shiftNanos = offsetNanos;
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
