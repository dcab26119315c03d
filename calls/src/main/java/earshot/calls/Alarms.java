// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import java.util.PriorityQueue;

/** The timers of all machines of one {@link CallPipeline}, by event time. */
final class Alarms {
    /** Who is called back. */
    interface Listener {
        void fire(String key, long timeMicros);
    }

    private record Alarm(long dueMicros, long number, long timeMicros, Listener listener, String key)
            implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(dueMicros, other.dueMicros);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Alarm> queue = new PriorityQueue<>();
    /** How far event time has come. */
    private long clockMicros = Long.MIN_VALUE;
    /** How far the event at work lies behind it; its timers lie as far behind. */
    private long lagMicros;

    private long number;

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
        queue.add(new Alarm(timeMicros + lagMicros, number++, timeMicros, listener, key));
    }

    /** Fires what is due up to a time, and what that sets off in turn. */
    void fire(long untilMicros) {
        while (!queue.isEmpty() && queue.element().dueMicros <= untilMicros) {
            Alarm next = queue.remove();
            clockMicros = Math.max(clockMicros, next.dueMicros);
            lagMicros = next.dueMicros - next.timeMicros;
            next.listener.fire(next.key, next.timeMicros);
        }
    }
}
