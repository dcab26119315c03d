// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import java.util.Arrays;

/**
 * Which of many slots was used longest ago, without doing anything when one is used: whoever uses a slot keeps the number
 * of that use, which only grows, and this is a heap by the numbers as they were when it last asked. The first of the heap
 * is the one wanted once its number is still true; if it is not, it takes its true place, and the next one is looked at.
 * So a slot costs something once in the time after which it would be given up, not at each of its packets.
 */
final class LeastRecent {
    static final int NONE = -1;

    private static final int START = 64;

    private int[] slots = new int[START];
    private long[] uses = new long[START];
    private int size;

    void add(int slot, long use) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            uses = Arrays.copyOf(uses, 2 * size);
        }
        size++;
        rise(size - 1, slot, use);
    }

    /** The slot whose noted use is the earliest, or {@link #NONE}. */
    int first() {
        return size == 0 ? NONE : slots[0];
    }

    /** The use noted for {@link #first()}. */
    long firstUse() {
        return uses[0];
    }

    /** Notes a later use of {@link #first()}, which then is another, or the same. */
    void noteFirst(long use) {
        sink(slots[0], use);
    }

    void removeFirst() {
        size--;
        sink(slots[size], uses[size]);
    }

    private void rise(int from, int slot, long use) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (uses[parent] <= use) break;
            place(at, slots[parent], uses[parent]);
            at = parent;
        }
        place(at, slot, use);
    }

    /** Puts an entry in the place of the first one, and from there where it belongs. */
    private void sink(int slot, long use) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && uses[child + 1] < uses[child]) child++;
            if (use <= uses[child]) break;
            place(at, slots[child], uses[child]);
            at = child;
            child = 2 * at + 1;
        }
        place(at, slot, use);
    }

    private void place(int at, int slot, long use) {
        slots[at] = slot;
        uses[at] = use;
    }
}
