// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.health;

import earshot.probe.dissect.Fate;
import java.util.Map;
import java.util.TreeMap;

/** How many packets met each fate. Their sum is the number of packets read. */
@SuppressWarnings("EnumOrdinal") // an array by ordinal, never stored
public final class FateCounts {
    private final long[] counts = new long[Fate.values().length];

    public void add(Fate fate, int packets) {
        counts[fate.ordinal()] += packets;
    }

    public long of(Fate fate) {
        return counts[fate.ordinal()];
    }

    public long of(Fate.Outcome outcome) {
        long sum = 0;
        for (Fate fate : Fate.values()) {
            if (fate.outcome() == outcome) sum += of(fate);
        }
        return sum;
    }

    public long sum() {
        long sum = 0;
        for (long count : counts) sum += count;
        return sum;
    }

    /** What was added since the other was copied from this, fates that did not occur left out. */
    Map<String, Long> since(FateCounts before) {
        Map<String, Long> difference = new TreeMap<>();
        for (Fate fate : Fate.values()) {
            long count = of(fate) - before.of(fate);
            if (count != 0) difference.put(fate.name(), count);
        }
        return difference;
    }

    void set(FateCounts other) {
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
    }
}
