// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Counts the packets that were lost on the way and whose data came all the same, as redundancy in a later packet
 * (RFC 2198). Loss less these is what a receiver that uses the redundancy has to conceal.
 *
 * <p>A packet is known by its timestamp. Feed each packet's own timestamp and those of its redundant blocks in the order
 * of arrival. A packet that comes after its copy was late, not lost, and is taken back.
 */
public final class RedundancyRecovery {
    /** Packets looked back on: two seconds of 20 ms, more than the 14 bits of an offset reach at 8 kHz. */
    private static final int MEMORY = 128;

    private final int[] timestamps = new int[MEMORY];
    private final boolean[] cameItself = new boolean[MEMORY];
    private int size;
    private int oldest;
    private int first;
    private long packets;
    private long recovered;
    private int depthMax;

    /** Takes the timestamp of a packet, of which {@link #block} then tells the redundant blocks. */
    public void packet(int timestamp, int depth) {
        packets++;
        depthMax = Math.max(depthMax, depth);
        if (size == 0) first = timestamp;
        int known = find(timestamp);
        if (known < 0) {
            remember(timestamp, true);
        } else if (!cameItself[known]) {
            cameItself[known] = true;
            recovered--;
        }
    }

    /** Takes the timestamp of a redundant block: that of a packet before. */
    public void block(int timestamp) {
        boolean wasBeforeTheStream = timestamp - first <= 0;
        if (wasBeforeTheStream || find(timestamp) >= 0) return;
        remember(timestamp, false);
        recovered++;
    }

    /** Packets since the last {@link #forgetCounts}. */
    public long packets() {
        return packets;
    }

    /** Packets recovered since then; negative when more were taken back. */
    public long recovered() {
        return recovered;
    }

    /** Most redundant blocks in one packet, of the whole stream. */
    public int depthMax() {
        return depthMax;
    }

    /** Counts anew. */
    public void forgetCounts() {
        packets = 0;
        recovered = 0;
    }

    private int find(int timestamp) {
        for (int i = 0; i < size; i++) {
            if (timestamps[i] == timestamp) return i;
        }
        return -1;
    }

    private void remember(int timestamp, boolean itself) {
        timestamps[oldest] = timestamp;
        cameItself[oldest] = itself;
        size = Math.max(size, oldest + 1);
        oldest = (oldest + 1) % MEMORY;
    }
}
