// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

/**
 * Slots whose rows have no room left, until so many wait that their streams' statistics take in together what was noted. These are
 * so many, and were touched so long ago, that they are no longer in the processor's caches: the memory is asked for those of
 * several streams at once, step by step from one object to the next, where for one alone each step would wait for the one before.
 *
 * <p>A stream whose next packet comes before is settled then; so it does no harm to wait, or to be here when settled or removed.
 */
final class FullRows {
    /** So many streams' statistics fit into the processor's nearest cache together. */
    private static final int SIZE_MAX = 8;

    private final StreamTable table;
    private final int[] slots = new int[SIZE_MAX];
    private int size;
    /** What was read ahead: kept, or the compiler would see that nobody needs it. */
    @SuppressWarnings("unused")
    private long fetched;

    FullRows(StreamTable table) {
        this.table = table;
    }

    void add(int slot) {
        slots[size++] = slot;
        if (size == SIZE_MAX) settle();
    }

    private void settle() {
        size = 0; // first of all: a fault in one stream must not leave it full for ever
        StreamRows rows = table.rows();
        long any = 0;
        for (int slot : slots) any += rows.fetch(slot);
        for (int step = 0; step < TrackedStream.FETCH_STEPS; step++) {
            for (int slot : slots) any += rows.isFull(slot) ? table.at(slot).fetch(step) : 0;
        }
        fetched = any;
        for (int slot : slots) {
            if (rows.isFull(slot)) table.at(slot).settle();
        }
    }
}
