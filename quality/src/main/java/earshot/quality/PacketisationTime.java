// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Arrays;

/**
 * The commonest timestamp step between neighbouring packets: the packetisation time in ticks.
 *
 * <p>What SDP says of ptime is a wish; this is what the sender does. Few steps are common, so a handful of slots holds
 * them; a newcomer takes over the rarest slot (the space-saving algorithm).
 */
final class PacketisationTime {
    private static final int SLOTS = 4;
    private static final int COUNT_MAX = 1 << 20;

    private final int[] ticks = new int[SLOTS];
    private final int[] counts = new int[SLOTS];

    private boolean hasLast;
    private int lastSequence;
    private int lastTimestamp;
    /** Equal steps in a row, counted into the slots at once when another one comes. */
    private int runTicks;

    private int runLength;
    private int usualTicks;

    void media(int sequence, long timestamp, boolean marker) {
        if (hasLast && !marker && ((sequence - lastSequence) & 0xFFFF) == 1) {
            int step = (int) timestamp - lastTimestamp;
            if (step > 0) count(step);
        }
        hasLast = true;
        lastSequence = sequence;
        lastTimestamp = (int) timestamp;
    }

    /** The clock is another: steps of before are no measure of those to come. */
    void startOver() {
        hasLast = false;
        runTicks = 0;
        runLength = 0;
        usualTicks = 0;
        Arrays.fill(ticks, 0);
        Arrays.fill(counts, 0);
    }

    /** A packet of another kind came between: the next step is not between neighbours. */
    void forgetLast() {
        hasLast = false;
    }

    /**
     * After how many packets at the usual step another {@link PacketRun} of them would still only lengthen the row; negative when
     * it would not now.
     */
    int room() {
        boolean isUsual = runTicks == usualTicks && usualTicks > 0;
        return hasLast && isUsual ? COUNT_MAX - PacketRun.LENGTH_MAX - runLength : -1;
    }

    /** Takes the packets of a run, each one usual step after the one before. */
    void follow(int packets) {
        runLength += packets;
        lastSequence += packets;
        lastTimestamp += packets * usualTicks;
    }

    /** 0 while unknown. */
    int ticks() {
        if (runLength > 0 && runTicks != usualTicks) endRun(); // more of the commonest leaves it the commonest
        return usualTicks;
    }

    private void count(int step) {
        if (step != runTicks || runLength == COUNT_MAX) {
            endRun();
            runTicks = step;
        }
        runLength++;
    }

    private void endRun() {
        if (runLength == 0) return;
        count(runTicks, runLength);
        runLength = 0;
        int best = 0;
        for (int i = 1; i < SLOTS; i++) {
            if (counts[i] > counts[best]) best = i;
        }
        usualTicks = ticks[best];
    }

    private void count(int step, int times) {
        int rarest = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (ticks[i] == step) {
                counts[i] += times;
                if (counts[i] > COUNT_MAX) halve();
                return;
            }
            if (counts[i] < counts[rarest]) rarest = i;
        }
        ticks[rarest] = step;
        counts[rarest] += times;
    }

    private void halve() {
        for (int i = 0; i < SLOTS; i++) {
            counts[i] /= 2;
        }
    }
}
