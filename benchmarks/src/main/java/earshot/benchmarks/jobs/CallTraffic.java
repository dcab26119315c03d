// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import earshot.events.ProbeHealth;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What a probe publishes while so many calls run at the same time: at first they are set up within {@link #SET_UP_SECONDS},
 * from then on as many begin as end. Calls last {@link #CALL_SECONDS} on average, exponentially distributed, so that what
 * is left of a call that runs is as long as a new one. The same settings give the same events but for their start.
 */
final class CallTraffic {
    /** Time in which the first calls are set up, s. */
    static final int SET_UP_SECONDS = 10;
    /** Mean length of a call, s. */
    static final int CALL_SECONDS = 110;

    static final String PROBE = "probe-1";
    static final long SECOND = 1_000_000;
    private static final long HEARTBEAT_MICROS = 10 * SECOND;
    private static final long CALL_MICROS_MIN = 4 * SECOND;
    private static final long CALL_MICROS_MAX = 1_200 * SECOND;

    private record Due(long timeMicros, long order, Source source) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(timeMicros, other.timeMicros);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Something that publishes now and then. */
    interface Source {
        /** Publishes what is due; when it wants to be asked again, or {@link #NEVER}. Microseconds. */
        long publish(long timeMicros, Consumer<SpecificRecordBase> events);
    }

    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final SplittableRandom random = new SplittableRandom(20260102);
    private final int concurrent;
    private final boolean withRtcp;
    private final long beginMicros;
    private long order;
    private long sequence;
    private int calls;

    /**
     * Traffic of some calls.
     *
     * @param concurrent how many run at the same time
     * @param withRtcp adds a sender report and a report block per stream and five seconds
     */
    CallTraffic(int concurrent, boolean withRtcp, long beginMicros) {
        this.concurrent = concurrent;
        this.withRtcp = withRtcp;
        this.beginMicros = beginMicros;
    }

    /**
     * Publishes so many seconds of it, in the order of event time.
     *
     * @return how many events there were by the end of each second
     */
    long[] publish(int seconds, Consumer<SpecificRecordBase> events) {
        long[] published = new long[seconds + 1];
        at(beginMicros, this::heartbeat);
        for (int i = 0; i < concurrent; i++) begin(beginMicros + SET_UP_SECONDS * SECOND * i / concurrent);
        long gapMicros = CALL_SECONDS * SECOND / concurrent;
        at(beginMicros + SET_UP_SECONDS * SECOND, (now, out) -> {
            begin(now);
            return now + gapMicros;
        });
        long endMicros = beginMicros + seconds * SECOND;
        while (!due.isEmpty() && due.element().timeMicros <= endMicros) {
            Due next = due.remove();
            long again = next.source.publish(next.timeMicros, events);
            if (again != NEVER) at(again, next.source);
            published[(int) ((next.timeMicros - beginMicros) / SECOND)] = sequence;
        }
        return published;
    }

    long nextSequence() {
        return ++sequence;
    }

    private void begin(long startMicros) {
        long lastsMicros = (long) (-Math.log(1 - random.nextDouble()) * CALL_SECONDS * SECOND);
        lastsMicros = Math.min(Math.max(lastsMicros, CALL_MICROS_MIN), CALL_MICROS_MAX);
        TrafficCall call = new TrafficCall(this, calls++, startMicros, lastsMicros);
        at(startMicros, call::signal);
        long media = call.mediaMicros();
        at(media, (now, out) -> media(call, true, now));
        at(media + random.nextLong(SECOND / 10), (now, out) -> media(call, false, now));
    }

    /** A stream begins, which tells of itself only after its first interval. */
    private long media(TrafficCall call, boolean fromCaller, long startMicros) {
        TrafficStream stream = new TrafficStream(this, call, fromCaller, startMicros, random.nextInt(50) == 0);
        at(stream.firstReportMicros(), stream::report);
        if (withRtcp) at(startMicros + 2 * SECOND + random.nextLong(5 * SECOND), stream::rtcp);
        return NEVER;
    }

    private void at(long timeMicros, Source source) {
        due.add(new Due(timeMicros, order++, source));
    }

    private long heartbeat(long timeMicros, Consumer<SpecificRecordBase> events) {
        events.accept(ProbeHealth.newBuilder()
                .setProbe(PROBE)
                .setBoot(1)
                .setSequence(nextSequence())
                .setTimeMicros(timeMicros)
                .setStartMicros(timeMicros - HEARTBEAT_MICROS)
                .setPacketsRead(0)
                .setFates(Map.of())
                .setErrors(Map.of())
                .build());
        return timeMicros + HEARTBEAT_MICROS;
    }
}
