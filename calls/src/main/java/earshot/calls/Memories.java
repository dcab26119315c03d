// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.time.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The state of one machine of a {@link CallPipeline}: a memory for each key that has something to remember. */
final class Memories<M> {
    /** What an event does. */
    interface Step<M> {
        void run(M memory, Timers timers);
    }

    /** What a timer does. */
    interface TimerStep<M> {
        void run(String key, M memory, long timeMicros, Timers timers);
    }

    /** The key used longest ago comes first. */
    private final LinkedHashMap<String, M> byKey = new LinkedHashMap<>(16, 0.75f, true);

    private final Supplier<M> fresh;
    private final Predicate<M> isEmpty;
    private final Alarms alarms;
    private final TimerStep<M> onTimer;

    Memories(Supplier<M> fresh, Predicate<M> isEmpty, Alarms alarms, TimerStep<M> onTimer) {
        this.fresh = fresh;
        this.isEmpty = isEmpty;
        this.alarms = alarms;
        this.onTimer = onTimer;
    }

    void with(String key, Step<M> step) {
        M known = byKey.get(key);
        M memory = known == null ? fresh.get() : known;
        step.run(memory, time -> alarms.add(time, this::fire, key));
        if (isEmpty.test(memory)) {
            byKey.remove(key);
        } else if (known == null) {
            byKey.put(key, memory);
        }
    }

    private void fire(String key, long timeMicros) {
        if (byKey.containsKey(key)) with(key, (memory, timers) -> onTimer.run(key, memory, timeMicros, timers));
    }

    /** Forgets the key used longest ago, after a last look at its memory. */
    void removeOldest(BiConsumer<String, M> last) {
        Iterator<Map.Entry<String, M>> oldest = byKey.entrySet().iterator();
        Map.Entry<String, M> entry = oldest.next();
        String key = entry.getKey();
        M memory = entry.getValue();
        oldest.remove();
        last.accept(key, memory);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>(byKey.keySet());
        keys.sort(null);
        return keys;
    }

    int size() {
        return byKey.size();
    }
}
