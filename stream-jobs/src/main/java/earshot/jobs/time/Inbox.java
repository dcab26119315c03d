// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * The events and timers of the current key that wait for event time, in keyed state. What waits is opened millisecond by
 * millisecond, once the watermark says that nothing earlier will come, in the order of {@link EventOrder}: so every
 * interleaving of the same events has the same outcome. Within a millisecond a timer comes after the events of its
 * microsecond, as in the order of the machines.
 *
 * <p>An event behind the watermark is late: it is counted ({@code lateEvents}) and opened with the next watermark.
 *
 * <p>Times are event time, microseconds where named so, else the milliseconds of Flink's timers.
 */
public final class Inbox<E> {
    /** What opens the events and timers. */
    public interface Reader<E> {
        void event(E event, Timers timers) throws Exception;

        void timer(long timeMicros, Timers timers) throws Exception;
    }

    private final OrderOf<E> order;
    private final MapState<Long, List<E>> events;
    private final MapState<Long, List<Long>> timers;
    private final Counter late;

    public Inbox(RuntimeContext context, TypeInformation<E> type, OrderOf<E> order) {
        this.order = order;
        this.events = context.getMapState(new MapStateDescriptor<>("events", Types.LONG, Types.LIST(type)));
        this.timers = context.getMapState(new MapStateDescriptor<>("timers", Types.LONG, Types.LIST(Types.LONG)));
        this.late = context.getMetricGroup().counter("lateEvents");
    }

    /** Keeps the event of the current key until its time has come. */
    public void add(E event, TimerService time) throws Exception {
        long timeMs = toMs(order.of(event).timeMicros);
        if (timeMs <= time.currentWatermark()) late.inc();
        List<E> sameMs = events.get(timeMs);
        List<E> grown = sameMs == null ? new ArrayList<>(1) : sameMs;
        grown.add(event);
        events.put(timeMs, grown);
        time.registerEventTimeTimer(timeMs);
    }

    /** Opens what the current key has for the millisecond {@code timeMs}: to be called from {@code onTimer}. */
    public void open(long timeMs, TimerService time, Reader<E> reader) throws Exception {
        // Each look into the state costs as much as the event: nothing is removed that is not there.
        List<E> events = this.events.get(timeMs);
        if (events != null) this.events.remove(timeMs);
        List<Long> timers = this.timers.get(timeMs);
        if (timers != null) this.timers.remove(timeMs);
        List<E> due = sorted(events);
        NavigableSet<Long> dueTimers = new TreeSet<>(orEmpty(timers));
        open(due, dueTimers, new Due(timeMs, dueTimers, time), reader);
    }

    /**
     * Opens all that the current key has, whatever its time; of the timers only those up to {@code lastTimerMicros},
     * the others do not come any more. To be called when time has ended.
     */
    public void openRest(long lastTimerMicros, Reader<E> reader) throws Exception {
        List<E> rest = new ArrayList<>();
        for (List<E> sameMs : events.values()) rest.addAll(sameMs);
        events.clear();
        NavigableSet<Long> restTimers = new TreeSet<>();
        for (List<Long> sameMs : timers.values()) restTimers.addAll(sameMs);
        timers.clear();
        restTimers.tailSet(lastTimerMicros, false).clear();
        Timers asked = timeMicros -> {
            if (timeMicros <= lastTimerMicros) restTimers.add(timeMicros);
        };
        open(sorted(rest), restTimers, asked, reader);
    }

    private void open(List<E> due, NavigableSet<Long> dueTimers, Timers asked, Reader<E> reader) throws Exception {
        for (E event : due) {
            long timeMicros = order.of(event).timeMicros;
            while (!dueTimers.isEmpty() && dueTimers.first() < timeMicros) {
                reader.timer(pollFirst(dueTimers), asked);
            }
            reader.event(event, asked);
        }
        while (!dueTimers.isEmpty()) reader.timer(pollFirst(dueTimers), asked);
    }

    private List<E> sorted(@Nullable List<E> unsorted) {
        if (unsorted == null || unsorted.isEmpty()) return List.of();
        if (unsorted.size() == 1) return unsorted;
        List<E> sorted = new ArrayList<>(unsorted);
        sorted.sort(Comparator.comparing(order::of).thenComparing(order::tie));
        return sorted;
    }

    private static long pollFirst(NavigableSet<Long> times) {
        Long first = times.pollFirst();
        if (first == null) throw new IllegalStateException("asked of an empty set");
        return first;
    }

    private static List<Long> orEmpty(@Nullable List<Long> times) {
        return times == null ? List.of() : times;
    }

    private static long toMs(long timeMicros) {
        return Math.floorDiv(timeMicros, 1_000);
    }

    /** Takes timers that a machine asks for while the millisecond {@code openMs} is open. */
    private final class Due implements Timers {
        private final long openMs;
        private final NavigableSet<Long> dueTimers;
        private final TimerService time;

        private Due(long openMs, NavigableSet<Long> dueTimers, TimerService time) {
            this.openMs = openMs;
            this.dueTimers = dueTimers;
            this.time = time;
        }

        @Override
        public void at(long timeMicros) {
            long timeMs = toMs(timeMicros);
            if (timeMs <= openMs) {
                dueTimers.add(timeMicros);
                return;
            }
            try {
                keep(timeMs, timeMicros);
            } catch (Exception e) {
                throw new IllegalStateException("the state backend does not take a timer", e);
            }
            time.registerEventTimeTimer(timeMs);
        }

        private void keep(long timeMs, long timeMicros) throws Exception {
            List<Long> sameMs = timers.get(timeMs);
            if (sameMs != null && sameMs.contains(timeMicros)) return;
            List<Long> grown = sameMs == null ? new ArrayList<>(1) : sameMs;
            grown.add(timeMicros);
            timers.put(timeMs, grown);
        }
    }
}
