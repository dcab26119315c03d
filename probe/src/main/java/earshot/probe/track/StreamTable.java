// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The running streams by flow and SSRC, bounded: open addressing, an index of slots into {@link StreamRows}. Endpoints of IPv4
 * are compared in the rows; those of IPv6 are folded into a row's numbers, and compared in the stream itself.
 */
final class StreamTable {
    static final int NONE = -1;

    private static final int SLOTS_START = 64;

    private final int limit;
    private final FlowHash places;
    private final StreamRows rows;
    private int[] index; // slot + 1, or 0; a power of two, never more than half full
    private @Nullable TrackedStream[] streams;
    private int[] free; // slots given back
    private int freeCount;
    private int used;

    /**
     * An empty table.
     *
     * @param limit most streams
     * @param hints what makes a stream's next packet one to look at
     * @param seed makes the places in the table unpredictable for those who send packets; results do not depend on it
     */
    StreamTable(int limit, MediaHints hints, long seed) {
        this.limit = limit;
        this.places = new FlowHash(seed);
        int slots = Math.min(limit, SLOTS_START);
        this.rows = new StreamRows(slots, hints);
        this.index = new int[indexLength(slots)];
        this.streams = new TrackedStream[slots];
        this.free = new int[slots];
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

    /** The slot of a stream over IPv4, or {@link #NONE}. The caller makes sure of that: {@link StreamRows#take} does. */
    int find(long addresses, long portsAndSsrc, long network) {
        int[] slots = index;
        int mask = slots.length - 1;
        int at = places.of(addresses, portsAndSsrc, network) & mask;
        int slot = slots[at] - 1;
        while (slot >= 0 && !rows.isOf(slot, addresses, portsAndSsrc, network)) {
            at = (at + 1) & mask;
            slot = slots[at] - 1;
        }
        return slot;
    }

    /** The slot of a stream, or {@link #NONE}. */
    int find(Flow flow, int ssrc) {
        long addresses = addresses(flow);
        long portsAndSsrc = FlowHash.portsAndNumber(flow, ssrc);
        int mask = index.length - 1;
        int at = places.of(addresses, portsAndSsrc, flow.network()) & mask;
        for (int slot = index[at] - 1; slot >= 0; slot = index[at] - 1) {
            boolean isAlike = rows.isOf(slot, addresses, portsAndSsrc, flow.network());
            if (isAlike && at(slot).flow().hasAddressesOf(flow)) return slot;
            at = (at + 1) & mask;
        }
        return NONE;
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
        Flow flow = stream.flow();
        long addresses = addresses(flow);
        long portsAndSsrc = FlowHash.portsAndNumber(flow, (int) stream.ssrc());
        int hash = places.of(addresses, portsAndSsrc, flow.network());
        rows.begin(slot, addresses, portsAndSsrc, flow.network(), hash);
        stream.enter(rows, slot);
        enter(slot);
    }

    void remove(TrackedStream stream) {
        int slot = stream.slot();
        stream.leave();
        leave(slot);
        streams[slot] = null;
        free[freeCount++] = slot;
    }

    /** Both addresses of IPv4; of IPv6, a number that hardly any other flow has. */
    private long addresses(Flow flow) {
        return flow.isIpv4()
                ? (flow.sourceLow() << 32) | (flow.destinationLow() & 0xFFFF_FFFFL)
                : places.ofAddresses(flow);
    }

    private void grow() {
        int slots = (int) Math.min(limit, 2L * streams.length);
        streams = Arrays.copyOf(streams, slots);
        free = Arrays.copyOf(free, slots);
        rows.grow(slots);
        index = new int[indexLength(slots)];
        for (int slot = 0; slot < used; slot++) enter(slot); // all are in use, or there were no need to grow
    }

    private void enter(int slot) {
        int mask = index.length - 1;
        int at = rows.hash(slot) & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = slot + 1;
    }

    /** Frees a slot's place and moves later ones of the same run up, so that no gap hides them. */
    private void leave(int slot) {
        int mask = index.length - 1;
        int gap = rows.hash(slot) & mask;
        while (index[gap] != slot + 1) gap = (gap + 1) & mask;
        int at = (gap + 1) & mask;
        while (index[at] != 0) {
            int home = rows.hash(index[at] - 1) & mask;
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
