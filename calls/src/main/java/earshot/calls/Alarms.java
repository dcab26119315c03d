// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeMap;

/** The timers of all machines of one {@link CallPipeline}, by event time. */
final class Alarms {
    /** Who is called back. */
    interface Listener {
        void fire(String key, long timeMicros);
    }

    private record Alarm(long dueMicros, long timeMicros, Listener listener, String key) {}

    /** By the time they are due, the first set first: minutes of key figures have thousands at one time. */
    private final TreeMap<Long, Queue<Alarm>> byDue = new TreeMap<>();

    /** How far event time has come. */
    private long clockMicros = Long.MIN_VALUE;
    /** How far the event at work lies behind it; its timers lie as far behind. */
    private long lagMicros;

    /** An event of this time is at work. */
    void now(long timeMicros) {
        clockMicros = Math.max(clockMicros, timeMicros);
        lagMicros = clockMicros - timeMicros;
    }

    /** Event time of what is at work. */
    long time() {
        return clockMicros - lagMicros;
    }

    void add(long timeMicros, Listener listener, String key) {
        long dueMicros = timeMicros + lagMicros;
        byDue.computeIfAbsent(dueMicros, any -> new ArrayDeque<>(1))
                .add(new Alarm(dueMicros, timeMicros, listener, key));
    }

    /** Fires what is due up to a time, and what that sets off in turn. */
    void fire(long untilMicros) {
        while (!byDue.isEmpty() && byDue.firstKey() <= untilMicros) {
            Queue<Alarm> first = byDue.firstEntry().getValue();
            Alarm next = first.remove();
            if (first.isEmpty()) byDue.remove(next.dueMicros);
            clockMicros = Math.max(clockMicros, next.dueMicros);
            lagMicros = next.dueMicros - next.timeMicros;
            next.listener.fire(next.key, next.timeMicros);
        }
    }
}
