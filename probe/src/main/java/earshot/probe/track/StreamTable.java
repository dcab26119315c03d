// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The running streams by flow and SSRC, bounded. As {@link FlowTable}, but the entries of the index are the streams' rows
 * themselves: from a place in the index to all that a packet as expected needs is one step through memory.
 */
final class StreamTable {
    private static final int SLOTS_START = 64;

    private final int limit;
    private final FlowHash places;
    private @Nullable SteadyStream[] index; // a power of two, never more than half full
    private @Nullable TrackedStream[] streams;
    private int[] free; // slots given back
    private int freeCount;
    private int used;

    /**
     * An empty table.
     *
     * @param limit most streams
     * @param seed makes the places in the table unpredictable for those who send packets; results do not depend on it
     */
    StreamTable(int limit, long seed) {
        this.limit = limit;
        this.places = new FlowHash(seed);
        int slots = Math.min(limit, SLOTS_START);
        this.index = new SteadyStream[indexLength(slots)];
        this.streams = new TrackedStream[slots];
        this.free = new int[slots];
    }

    int size() {
        return used - freeCount;
    }

    boolean isFull() {
        return size() == limit;
    }

    @Nullable
    SteadyStream find(Flow flow, int ssrc) {
        SteadyStream[] rows = index;
        int mask = rows.length - 1;
        int at = places.of(flow, ssrc) & mask;
        SteadyStream row = rows[at];
        while (row != null && !row.isOf(flow, ssrc)) {
            at = (at + 1) & mask;
            row = rows[at];
        }
        return row;
    }

    TrackedStream at(int slot) {
        TrackedStream stream = streams[slot];
        if (stream == null) throw new IllegalStateException("slot " + slot + " of the stream table is empty");
        return stream;
    }

    /** Adds a stream that {@link #find} did not find; the table must not be full. */
    void add(TrackedStream stream) {
        if (isFull()) throw new IllegalStateException("the caller makes room first");
        if (freeCount == 0 && used == streams.length) grow();
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        streams[slot] = stream;
        SteadyStream row = stream.row();
        row.slot = slot;
        row.hash = row.hash(places);
        enter(row);
    }

    void remove(TrackedStream stream) {
        SteadyStream row = stream.row();
        leave(row);
        streams[row.slot] = null;
        free[freeCount++] = row.slot;
    }

    private void grow() {
        int slots = (int) Math.min(limit, 2L * streams.length);
        streams = Arrays.copyOf(streams, slots);
        free = Arrays.copyOf(free, slots);
        SteadyStream[] before = index;
        index = new SteadyStream[indexLength(slots)];
        for (SteadyStream row : before) {
            if (row != null) enter(row);
        }
    }

    private void enter(SteadyStream row) {
        int mask = index.length - 1;
        int at = row.hash & mask;
        while (index[at] != null) at = (at + 1) & mask;
        index[at] = row;
    }

    /** Frees a row's place and moves later rows of the same run up, so that no gap hides them. */
    private void leave(SteadyStream row) {
        int mask = index.length - 1;
        int gap = row.hash & mask;
        while (index[gap] != row) gap = (gap + 1) & mask;
        int at = (gap + 1) & mask;
        for (SteadyStream later = index[at]; later != null; later = index[at]) {
            int home = later.hash & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                index[gap] = later;
                gap = at;
            }
            at = (at + 1) & mask;
        }
        index[gap] = null;
    }

    static int indexLength(int slots) {
        return Integer.highestOneBit(Math.max(1, 2 * slots - 1)) << 1;
    }
}
