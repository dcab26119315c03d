// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The running streams by flow and SSRC, bounded: open addressing, an index of slots into {@link StreamRows}. What names
 * a stream is one number of 64 bits, made of flow and SSRC with a secret of this table. That two of a million streams have the
 * same is less likely than one in ten million, and nobody can bring it about; they would be counted as one.
 */
final class StreamTable {
    static final int NONE = -1;

    private static final int SLOTS_START = 64;

    private final int limit;
    private final FlowHash places;
    private final StreamRows rows;
    private final EndpointWatch watch;
    private int[] index; // slot + 1, or 0; a power of two, never more than a quarter full
    private @Nullable TrackedStream[] streams;
    private int[] free; // slots given back
    private int freeCount;
    private int used;

    /**
     * An empty table.
     *
     * @param limit most streams
     * @param hints what they learn is told to the rows of the streams that have an end there
     * @param seed makes the places in the table unpredictable for those who send packets; results do not depend on it
     */
    StreamTable(int limit, MediaHints hints, long seed) {
        this.limit = limit;
        this.places = new FlowHash(seed);
        int slots = Math.min(limit, SLOTS_START);
        this.rows = new StreamRows(slots);
        this.watch = new EndpointWatch(slots, seed);
        this.index = new int[2 * indexLength(slots)];
        this.streams = new TrackedStream[slots];
        this.free = new int[slots];
        hints.onChange(this::tellNews);
    }

    /** Until there is news of an end of a stream, which its row tells then. */
    void watchEnds(TrackedStream stream) {
        watch.forget(stream.slot());
        watch.watch(stream.slot(), stream.flow());
    }

    private void tellNews(long high, long low, int port) {
        for (int slot = watch.next(high, low, port); slot >= 0; slot = watch.next(high, low, port)) rows.news(slot);
    }

    /** What packets as expected need of their streams, by slot. */
    StreamRows rows() {
        return rows;
    }

    int size() {
        return used - freeCount;
    }

    boolean isFull() {
        return size() == limit;
    }

    /** What a stream over IPv4 is known by in its row. */
    long keyOf(long addresses, long portsAndSsrc, long network) {
        return places.ofAll(addresses, portsAndSsrc, network);
    }

    /** The slot of a stream with that key, or {@link #NONE}. */
    int find(long key) {
        int[] slots = index;
        int mask = slots.length - 1;
        int at = (int) key & mask;
        int slot = slots[at] - 1;
        while (slot >= 0 && rows.key(slot) != key) {
            at = (at + 1) & mask;
            slot = slots[at] - 1;
        }
        return slot;
    }

    /** The slot of a stream, or {@link #NONE}. */
    int find(Flow flow, int ssrc) {
        return find(keyOf(flow, ssrc));
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
        rows.begin(slot, keyOf(stream.flow(), (int) stream.ssrc()));
        stream.enter(rows, slot);
        enter(slot);
    }

    void remove(TrackedStream stream) {
        int slot = stream.slot();
        stream.leave();
        leave(slot);
        watch.forget(slot);
        rows.close(slot);
        streams[slot] = null;
        free[freeCount++] = slot;
    }

    private long keyOf(Flow flow, int ssrc) {
        long addresses = flow.isIpv4()
                ? (flow.sourceLow() << 32) | (flow.destinationLow() & 0xFFFF_FFFFL)
                : places.ofAddresses(flow);
        return keyOf(addresses, FlowHash.portsAndNumber(flow, ssrc), flow.network());
    }

    private void grow() {
        int slots = (int) Math.min(limit, 2L * streams.length);
        streams = Arrays.copyOf(streams, slots);
        free = Arrays.copyOf(free, slots);
        rows.grow(slots);
        watch.grow(slots);
        index = new int[2 * indexLength(slots)];
        for (int slot = 0; slot < used; slot++) enter(slot); // all are in use, or there were no need to grow
    }

    private void enter(int slot) {
        int mask = index.length - 1;
        int at = (int) rows.key(slot) & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = slot + 1;
    }

    /** Frees a slot's place and moves later ones of the same run up, so that no gap hides them. */
    private void leave(int slot) {
        int mask = index.length - 1;
        int gap = (int) rows.key(slot) & mask;
        while (index[gap] != slot + 1) gap = (gap + 1) & mask;
        int at = (gap + 1) & mask;
        while (index[at] != 0) {
            int home = (int) rows.key(index[at] - 1) & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                index[gap] = index[at];
                gap = at;
            }
            at = (at + 1) & mask;
        }
        index[gap] = 0;
    }

    static int indexLength(int slots) {
        return Integer.highestOneBit(Math.max(1, 2 * slots - 1)) << 1;
    }
}
