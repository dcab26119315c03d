// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastRecentTest {
    private static final int SLOTS = 50;

    private final LeastRecent recency = new LeastRecent();
    private final long[] lastUse = new long[SLOTS];

    /** The heap, asked now and then, gives what a list that is kept in order at every use gives. */
    @Test
    void givesTheSlotUsedLongestAgo() {
        Random random = new Random(20);
        Set<Integer> inOrder = new LinkedHashSet<>();
        long use = 0;
        for (int step = 0; step < 20_000; step++) {
            int slot = random.nextInt(SLOTS);
            lastUse[slot] = ++use;
            if (!inOrder.remove(slot)) recency.add(slot, use);
            inOrder.add(slot);
            if (random.nextInt(8) > 0) continue;
            int longestAgo = inOrder.iterator().next();
            assertThat(leastRecent()).isEqualTo(longestAgo);
            recency.removeFirst();
            inOrder.remove(longestAgo);
        }
        for (int left : inOrder) {
            assertThat(leastRecent()).isEqualTo(left);
            recency.removeFirst();
        }
        assertThat(recency.first()).isEqualTo(LeastRecent.NONE);
    }

    private int leastRecent() {
        while (lastUse[recency.first()] != recency.firstUse()) recency.noteFirst(lastUse[recency.first()]);
        return recency.first();
    }
}
