// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.time;

/**
 * The last {@link #SIZE_MAX} events of one key, so that the same event delivered twice counts once. Delivery is
 * at-least-once at every hop, and what is delivered again comes soon after.
 */
public class RecentEvents {
    public static final int SIZE_MAX = 128;
    private static final int SIZE_FIRST = 8;

    /** Fingerprints; a ring once it is full. */
    public long[] seen = new long[SIZE_FIRST];

    public int count;

    public RecentEvents() {}

    /** Remembers the event; false when it is remembered already. */
    public boolean add(EventOrder order) {
        long print = fingerprint(order);
        int known = Math.min(count, seen.length);
        for (int i = 0; i < known; i++) {
            if (seen[i] == print) return false;
        }
        if (count == seen.length && seen.length < SIZE_MAX) seen = java.util.Arrays.copyOf(seen, seen.length * 2);
        seen[count % seen.length] = print;
        count++;
        if (count == 2 * SIZE_MAX) count = SIZE_MAX; // stays a full ring, never overflows
        return true;
    }

    private static long fingerprint(EventOrder order) {
        long hash = order.probe.hashCode();
        hash = hash * 0x9E3779B97F4A7C15L + order.boot;
        hash = hash * 0x9E3779B97F4A7C15L + order.sequence;
        return hash ^ (hash >>> 29);
    }
}
