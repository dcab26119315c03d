// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Packets of a stream that came just as expected, one after the other, as nearly all do: what is left to say of them is when
 * each came, and how many octets of payload they had together. It is filled again and again.
 */
public final class PacketRun {
    /** Most packets in one. */
    public static final int LENGTH_MAX = 64;

    private final long[] arrivalNanos = new long[LENGTH_MAX];
    private int packets;
    private long octets;

    /**
     * Becomes a run of packets that came so much later than a time.
     *
     * @param sinceBase nanoseconds, one for each packet, from an index on; as many as {@link #LENGTH_MAX} at most
     * @param octets of payload of all packets together
     */
    public void set(long baseNanos, int[] sinceBase, int from, int packets, long octets) {
        this.packets = packets;
        this.octets = octets;
        for (int i = 0; i < packets; i++) arrivalNanos[i] = baseNanos + sinceBase[from + i];
    }

    public int packets() {
        return packets;
    }

    /** Arrival of a packet, counted from 0, on any clock that does not jump. */
    public long arrivalNanos(int packet) {
        return arrivalNanos[packet];
    }

    long octets() {
        return octets;
    }
}
