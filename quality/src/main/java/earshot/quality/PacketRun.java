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

    /** Begins anew. */
    public void clear() {
        packets = 0;
        octets = 0;
    }

    /** Adds the next packet; there is room for {@value #LENGTH_MAX}. */
    public void add(long arrivalNanos) {
        this.arrivalNanos[packets++] = arrivalNanos;
    }

    /** Says how many octets of payload its packets had together. */
    public void octets(long octets) {
        this.octets = octets;
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
