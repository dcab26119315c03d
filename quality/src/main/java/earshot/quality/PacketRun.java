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

    private final long[] arrivalsNanos = new long[LENGTH_MAX];
    private final double[] offsetsMs = new double[LENGTH_MAX];
    private int packets;
    private long octets;
    private long latestNanos;
    private long gapMaxNanos;

    /**
     * Becomes a run of packets that came so much later than a time.
     *
     * @param sinceBase nanoseconds, one for each packet, from an index on
     * @param packets 1 to {@value #LENGTH_MAX}
     * @param octets of payload of all packets together
     */
    public void set(long baseNanos, int[] sinceBase, int from, int packets, long octets) {
        this.packets = packets;
        this.octets = octets;
        long before = sinceBase[from];
        long latest = before;
        long gapMax = Long.MIN_VALUE;
        arrivalsNanos[0] = baseNanos + before;
        for (int i = 1; i < packets; i++) {
            long since = sinceBase[from + i];
            arrivalsNanos[i] = baseNanos + since;
            gapMax = Math.max(gapMax, since - before);
            latest = Math.max(latest, since);
            before = since;
        }
        latestNanos = baseNanos + latest;
        gapMaxNanos = gapMax;
    }

    public int packets() {
        return packets;
    }

    /** Arrivals of the packets, counted from 0, on any clock that does not jump; what is behind the last means nothing. */
    long[] arrivalsNanos() {
        return arrivalsNanos;
    }

    /** Arrival of a packet. */
    public long arrivalNanos(int packet) {
        return arrivalsNanos[packet];
    }

    /** Arrival of the last packet. */
    long lastArrivalNanos() {
        return arrivalsNanos[packets - 1];
    }

    /** The latest arrival, where the clock steps back now and then. */
    public long latestNanos() {
        return latestNanos;
    }

    /** The longest time between two neighbours; {@link Long#MIN_VALUE} when there is one packet. */
    long gapMaxNanos() {
        return gapMaxNanos;
    }

    /** Room for how much longer each packet was under way than the fastest. */
    double[] offsetsMs() {
        return offsetsMs;
    }

    long octets() {
        return octets;
    }
}
