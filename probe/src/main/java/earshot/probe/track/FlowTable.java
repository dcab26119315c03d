// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;

/**
 * A bounded table from (flow, 32-bit number) to slots 0, 1, 2, ...: open addressing over plain longs, so that finding
 * makes no object and costs the same however many entries there are. Whoever uses it keeps its values in arrays by
 * slot.
 *
 * <p>Entries are also linked from the one used longest ago to the one used last, which makes room and expiry cheap.
 */
final class FlowTable {
    static final int NONE = -1;

    private static final int KEY_LONGS = 6;
    private static final int SLOTS_START = 64;

    private final int limit;
    private final FlowHash places;
    private int[] index; // slot + 1, or 0; a power of two, never more than half full
    private long[] keys;
    private int[] older;
    private int[] newer; // also links the free slots
    private int free = NONE;
    private int used;
    private int size;
    private int oldest = NONE;
    private int newest = NONE;

    /**
     * An empty table.
     *
     * @param limit most entries
     * @param seed makes the places in the table unpredictable for those who send packets; results do not depend on it
     */
    FlowTable(int limit, long seed) {
        this.limit = limit;
        this.places = new FlowHash(seed);
        int slots = Math.min(limit, SLOTS_START);
        this.index = new int[StreamTable.indexLength(slots)];
        this.keys = new long[slots * KEY_LONGS];
        this.older = new int[slots];
        this.newer = new int[slots];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == limit;
    }

    /** Slots in use are below this; arrays by slot need as many elements. */
    int slots() {
        return older.length;
    }

    /** The slot used longest ago. */
    int oldest() {
        return oldest;
    }

    int find(Flow flow, int number) {
        int at = places.of(flow, number) & (index.length - 1);
        while (index[at] != 0) {
            int slot = index[at] - 1;
            if (holds(slot, flow, number)) return slot;
            at = (at + 1) & (index.length - 1);
        }
        return NONE;
    }

    /** Adds what {@link #find} did not find; the table must not be full. */
    int add(Flow flow, int number) {
        if (isFull()) throw new IllegalStateException("the caller makes room first");
        int slot = takeSlot();
        int key = slot * KEY_LONGS;
        keys[key] = flow.sourceHigh();
        keys[key + 1] = flow.sourceLow();
        keys[key + 2] = flow.destinationHigh();
        keys[key + 3] = flow.destinationLow();
        keys[key + 4] = FlowHash.portsAndNumber(flow, number);
        keys[key + 5] = flow.network();
        link(slot);
        enter(slot);
        size++;
        return slot;
    }

    /** Makes a slot the one used last. */
    void touch(int slot) {
        if (slot == newest) return;
        unlink(slot);
        link(slot);
    }

    void remove(int slot) {
        leave(slot);
        unlink(slot);
        newer[slot] = free;
        free = slot;
        size--;
    }

    void flow(int slot, Flow into) {
        int key = slot * KEY_LONGS;
        int ports = (int) (keys[key + 4] >>> 32);
        into.setSource(keys[key], keys[key + 1], ports >>> 16);
        into.setDestination(keys[key + 2], keys[key + 3], ports & 0xFFFF);
        into.setNetwork(keys[key + 5]);
    }

    int number(int slot) {
        return (int) keys[slot * KEY_LONGS + 4];
    }

    private int takeSlot() {
        if (free != NONE) {
            int slot = free;
            free = newer[slot];
            return slot;
        }
        if (used == older.length) grow();
        return used++;
    }

    private void grow() {
        int slots = (int) Math.min(limit, 2L * older.length);
        keys = Arrays.copyOf(keys, slots * KEY_LONGS);
        older = Arrays.copyOf(older, slots);
        newer = Arrays.copyOf(newer, slots);
        int[] before = index;
        index = new int[StreamTable.indexLength(slots)];
        for (int entry : before) {
            if (entry != 0) enter(entry - 1);
        }
    }

    private void enter(int slot) {
        int at = hash(slot) & (index.length - 1);
        while (index[at] != 0) at = (at + 1) & (index.length - 1);
        index[at] = slot + 1;
    }

    /** Frees an entry's place and moves later entries of the same run up, so that no gap hides them. */
    private void leave(int slot) {
        int mask = index.length - 1;
        int gap = hash(slot) & mask;
        while (index[gap] != slot + 1) gap = (gap + 1) & mask;
        int at = (gap + 1) & mask;
        while (index[at] != 0) {
            int home = hash(index[at] - 1) & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                index[gap] = index[at];
                gap = at;
            }
            at = (at + 1) & mask;
        }
        index[gap] = 0;
    }

    private void link(int slot) {
        older[slot] = newest;
        newer[slot] = NONE;
        if (newest != NONE) newer[newest] = slot;
        newest = slot;
        if (oldest == NONE) oldest = slot;
    }

    private void unlink(int slot) {
        int before = older[slot];
        int after = newer[slot];
        if (before == NONE) oldest = after;
        else newer[before] = after;
        if (after == NONE) newest = before;
        else older[after] = before;
    }

    private boolean holds(int slot, Flow flow, int number) {
        int key = slot * KEY_LONGS;
        return keys[key + 4] == FlowHash.portsAndNumber(flow, number)
                && keys[key + 1] == flow.sourceLow()
                && keys[key + 3] == flow.destinationLow()
                && keys[key] == flow.sourceHigh()
                && keys[key + 2] == flow.destinationHigh()
                && keys[key + 5] == flow.network();
    }

    private int hash(int slot) {
        int key = slot * KEY_LONGS;
        return places.of(keys[key], keys[key + 1], keys[key + 2], keys[key + 3], keys[key + 4], keys[key + 5]);
    }
}
