// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts different items in bounded memory. All are kept up to {@link #SIZE_MAX}; beyond, every second by its hash, then
 * every fourth and so on, and what they weigh is multiplied back (standard error 1/sqrt(512), about 4 %). Which are kept
 * depends on the items alone, so any order and any repetition of them gives the same count.
 */
public class SampledItems {
    static final int SIZE_MAX = 1_024;
    static final int CALL_IDS_MAX = 10;

    /** Of the hashes those are kept that end in so many zero bits. */
    public int shift;
    /** Weight by hash. */
    public Map<Long, Long> weights = new HashMap<>();
    /** Evidence: the first Call-IDs. */
    public List<String> callIds = new ArrayList<>();

    public SampledItems() {}

    void add(String item, long weight, String callId) {
        add(hash(item), weight);
        boolean isNew = !callId.isEmpty() && callIds.size() < CALL_IDS_MAX && !callIds.contains(callId);
        if (isNew) callIds.add(callId);
    }

    private void add(long hash, long weight) {
        if (!isKept(hash)) return;
        weights.merge(hash, weight, Math::max);
        while (weights.size() > SIZE_MAX) thin(shift + 1);
    }

    /** Adds those of another; an item in both counts once. */
    void add(SampledItems other) {
        thin(Math.max(shift, other.shift));
        other.weights.forEach(this::add);
        for (String callId : other.callIds) {
            if (callIds.size() < CALL_IDS_MAX && !callIds.contains(callId)) callIds.add(callId);
        }
    }

    private void thin(int newShift) {
        if (newShift == shift) return;
        shift = newShift;
        weights.keySet().removeIf(hash -> !isKept(hash));
    }

    private boolean isKept(long hash) {
        return (hash & ((1L << shift) - 1)) == 0;
    }

    /** What all of them weigh together. */
    long sum() {
        long sum = 0;
        for (long weight : weights.values()) sum += weight;
        return sum << shift;
    }

    /** Nothing was left out. */
    boolean isExact() {
        return shift == 0;
    }

    /** FNV-1a, and a finaliser that makes all bits depend on all. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }
}
