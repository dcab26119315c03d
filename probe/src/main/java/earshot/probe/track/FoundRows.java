// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.capture.PacketGroup;

/** Where the streams of a group of packets are: the slot of each, and the key by which it was found. */
final class FoundRows {
    private final long[] keys = new long[PacketGroup.SIZE_MAX];
    private final int[] slots = new int[PacketGroup.SIZE_MAX];

    void set(int packet, long key, int slot) {
        keys[packet] = key;
        slots[packet] = slot;
    }

    long key(int packet) {
        return keys[packet];
    }

    /** {@link StreamTable#NONE} when the stream is not known. */
    int slot(int packet) {
        return slots[packet];
    }
}
