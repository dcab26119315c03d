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

    private static final int[] NONE = {};

    private final double[] offsetsNanos = new double[LENGTH_MAX];
    private long baseNanos;
    private int[] sinceBase = NONE;
    private int from;
    private int packets;
    private long octets;
    private long latestNanos;
    private long gapMaxNanos;

    /**
     * Becomes a run of packets that came so much later than a time.
     *
     * @param sinceBase nanoseconds, one for each packet, from an index on; they are read where they are
     * @param packets 1 to {@value #LENGTH_MAX}
     * @param octets of payload of all packets together
     */
    public void set(long baseNanos, int[] sinceBase, int from, int packets, long octets) {
        this.baseNanos = baseNanos;
        this.sinceBase = sinceBase;
        this.from = from;
        this.packets = packets;
        this.octets = octets;
        long before = packets == 0 ? 0 : sinceBase[from];
        long latest = before;
        long gapMax = Long.MIN_VALUE;
        for (int i = from + 1; i < from + packets; i++) {
            long since = sinceBase[i];
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

    /** What {@link #sinceBase} counts from, on any clock that does not jump. */
    long baseNanos() {
        return baseNanos;
    }

    /** How many nanoseconds later than the base each packet came, from {@link #from} on; what is around them means nothing. */
    int[] sinceBase() {
        return sinceBase;
    }

    /** Where the first packet is in {@link #sinceBase}. */
    int from() {
        return from;
    }

    /** Arrival of a packet. */
    public long arrivalNanos(int packet) {
        return baseNanos + sinceBase[from + packet];
    }

    /** Arrival of the last packet. */
    long lastArrivalNanos() {
        return arrivalNanos(packets - 1);
    }

    /** The latest arrival, where the clock steps back now and then. */
    public long latestNanos() {
        return latestNanos;
    }

    /** The longest time between two neighbours; {@link Long#MIN_VALUE} when there is one packet. */
    long gapMaxNanos() {
        return gapMaxNanos;
    }

    /** Room for how much longer each packet was under way than the fastest, counted from 0. */
    double[] offsetsNanos() {
        return offsetsNanos;
    }

    /** Of payload, of all packets together. */
    public long octets() {
        return octets;
    }
}
