// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a subtask are due when. Not state: it is read out of the state when a job starts again.
 *
 * <p>Flink's own timers are a heap of all keys, in which each step is a look into memory far away; here a key lies in the
 * list of a quarter of a second, and is moved to another by noting it there too: where it no longer belongs it is passed over.
 *
 * <p>Times are event time, ms.
 */
final class Agenda {
    private static final int SLOT_BITS = 8;
    private static final long NEVER = Long.MAX_VALUE;

    /** A key that waits for something. */
    static final class Entry {
        final String key;
        /** Events that wait. */
        int events;

        private long dueMs = NEVER;

        private Entry(String key) {
            this.key = key;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeMap<Long, List<Entry>> slots = new TreeMap<>();

    int size() {
        return entries.size();
    }

    /** The entry of a key, which is made when there is none. */
    Entry of(String key) {
        return entries.computeIfAbsent(key, Entry::new);
    }

    /** The key is due at that time, unless it is due earlier. */
    void dueBy(Entry entry, long timeMs) {
        if (entry.dueMs <= timeMs) return;
        entry.dueMs = timeMs;
        slots.computeIfAbsent(timeMs >> SLOT_BITS, slot -> new ArrayList<>()).add(entry);
    }

    /** The key waits for nothing any more. */
    void remove(Entry entry) {
        entry.dueMs = NEVER;
        entries.remove(entry.key);
    }

    /** Opens each key that is due by {@code timeMs}; it is due again when it is noted again meanwhile, later than that. */
    void open(long timeMs, Opener opener) throws Exception {
        long lastSlot = timeMs >> SLOT_BITS;
        while (!slots.isEmpty() && slots.firstKey() < lastSlot) {
            long slot = slots.firstKey();
            openSlot(slot, slots.remove(slot), timeMs, opener);
        }
        openSlot(lastSlot, slots.remove(lastSlot), timeMs, opener);
    }

    private void openSlot(long slot, @Nullable List<Entry> noted, long timeMs, Opener opener) throws Exception {
        if (noted == null) return;
        List<Entry> later = new ArrayList<>();
        for (Entry entry : noted) {
            if (entry.dueMs >> SLOT_BITS != slot) continue; // opened since, or moved
            if (entry.dueMs > timeMs) {
                later.add(entry);
            } else {
                entry.dueMs = NEVER;
                opener.open(entry);
            }
        }
        if (!later.isEmpty())
            slots.computeIfAbsent(slot, any -> new ArrayList<>()).addAll(later);
    }

    /** What is done with a key that is due. */
    @FunctionalInterface
    interface Opener {
        void open(Entry entry) throws Exception;
    }
}
