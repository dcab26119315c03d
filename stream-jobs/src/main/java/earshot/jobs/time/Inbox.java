// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for event time, and what is kept of each key, in keyed state; and the {@link Agenda} of what is due.
 *
 * <p>An event behind the watermark is late: it is counted ({@code lateEvents}) and opened with the next watermark. Of one key no
 * more than {@link #EVENTS_MAX} events wait; others are counted ({@code eventsBeyondCap}) and let go. What waits for neither an
 * event nor a timer would never be looked at again: it is not kept, so no state outlives its purpose.
 *
 * <p>Each look into the state costs as much as the event, so there are few.
 *
 * @param <E> event
 * @param <M> the machine's memory
 */
final class Inbox<E, M> {
    /** Far beyond what a key has within the lateness: a flood under one key must not fill the memory. */
    static final int EVENTS_MAX = 100_000;

    private static final long MICROS_PER_MS = 1_000;

    private final OrderOf<E> order;
    private final ListStateDescriptor<E> waitingState;
    private final ValueStateDescriptor<Kept<M>> keptState;
    private final ListState<E> waiting;
    private final ValueState<Kept<M>> kept;
    private final Counter late;
    private final Counter beyondCap;
    private final Agenda agenda = new Agenda();
    private long watermarkMs = Long.MIN_VALUE;

    Inbox(
            KeyedStateStore store,
            TypeInformation<E> eventType,
            TypeInformation<M> memoryType,
            OrderOf<E> order,
            MetricGroup metrics) {
        this.order = order;
        this.waitingState = new ListStateDescriptor<>("waiting", eventType);
        this.keptState = new ValueStateDescriptor<>("kept", Kept.type(memoryType));
        this.waiting = store.getListState(waitingState);
        this.kept = store.getState(keptState);
        this.late = metrics.counter("lateEvents");
        this.beyondCap = metrics.counter("eventsBeyondCap");
        metrics.gauge("keys", agenda::size);
    }

    /** Reads out of the state what is due when: after a restart. */
    void restore(KeyedStateBackend<String> backend) throws Exception {
        VoidNamespace all = VoidNamespace.INSTANCE;
        backend.applyToAllKeys(all, VoidNamespaceSerializer.INSTANCE, waitingState, (key, events) -> {
            Agenda.Entry entry = agenda.of(key);
            for (E event : events.get()) {
                entry.events++;
                agenda.dueBy(entry, timeMs(event));
            }
        });
        backend.applyToAllKeys(all, VoidNamespaceSerializer.INSTANCE, keptState, (key, state) -> {
            Kept<M> known = state.value();
            if (known != null && known.hasTimer()) agenda.dueBy(agenda.of(key), toMs(known.firstTimerMicros()));
        });
    }

    /** Keeps an event of the current key until its time has come. */
    void add(String key, E event) throws Exception {
        long timeMs = timeMs(event);
        if (timeMs <= watermarkMs) late.inc();
        Agenda.Entry entry = agenda.of(key);
        if (entry.events >= EVENTS_MAX) {
            beyondCap.inc();
            return;
        }
        entry.events++;
        waiting.add(event);
        agenda.dueBy(entry, timeMs);
    }

    /** Opens each key for which something is due by {@code throughMs}, the new watermark. */
    void open(long throughMs, Agenda.Opener opener) throws Exception {
        watermarkMs = throughMs;
        agenda.open(throughMs, opener);
    }

    /** Takes the events of the current key up to {@code throughMs}, in their order. */
    List<E> takeDue(Agenda.Entry entry, long throughMs) throws Exception {
        if (entry.events == 0) return List.of();
        List<E> due = new ArrayList<>();
        List<E> rest = new ArrayList<>();
        for (E event : waiting.get()) {
            long timeMs = timeMs(event);
            if (timeMs <= throughMs) {
                due.add(event);
            } else {
                rest.add(event);
                agenda.dueBy(entry, timeMs);
            }
        }
        entry.events = rest.size();
        if (rest.isEmpty()) {
            waiting.clear();
        } else if (!due.isEmpty()) {
            waiting.update(rest);
        }
        if (due.size() > 1) due.sort(Comparator.comparing(order::of).thenComparing(order::tie));
        return due;
    }

    /** What is kept of the current key. */
    Kept<M> kept(Supplier<M> newMemory) throws Exception {
        Kept<M> known = kept.value();
        return known == null ? new Kept<>(newMemory.get()) : known;
    }

    /** Keeps that of the current key; null keeps nothing. */
    void keep(Agenda.Entry entry, @Nullable Kept<M> now) throws Exception {
        if (now != null && now.hasTimer()) {
            kept.update(now);
            agenda.dueBy(entry, toMs(now.firstTimerMicros()));
            return;
        }
        kept.clear();
        if (entry.events == 0) agenda.remove(entry);
    }

    private long timeMs(E event) {
        return toMs(order.timeMicros(event));
    }

    static long toMs(long timeMicros) {
        return Math.floorDiv(timeMicros, MICROS_PER_MS);
    }

    /** The last microsecond of a millisecond. */
    static long lastMicros(long timeMs) {
        return timeMs == Long.MAX_VALUE ? Long.MAX_VALUE : timeMs * MICROS_PER_MS + MICROS_PER_MS - 1;
    }
}
