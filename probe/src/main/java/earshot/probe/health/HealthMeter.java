// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.health;

import earshot.events.ProbeHealth;
import earshot.probe.dissect.ErrorLog;
import earshot.probe.dissect.Fate;
import earshot.probe.publish.EventPublisher;
import earshot.probe.publish.EventStamp;
import java.util.HashMap;
import java.util.Map;

/**
 * Publishes the probe's account of each interval of event time: what was read, what became of it, what was lost. The
 * fates of an interval sum to the packets read in it.
 */
public final class HealthMeter {
    /** Totals since the start that others keep. */
    public record Totals(long kernelDropped, long interfaceDropped, int streamsActive, long streamsEvicted) {}

    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final EventStamp stamp;
    private final EventPublisher publisher;
    private final ErrorLog errors;
    private final long intervalMicros;
    private final FateCounts fates = new FateCounts();
    private final FateCounts fatesBefore = new FateCounts();
    private Map<String, Long> errorsBefore = Map.of();
    private Totals before = new Totals(0, 0, 0, 0);
    private long publishedBefore;
    private long droppedBefore;
    private long startMicros = NOT_STARTED;

    public HealthMeter(EventStamp stamp, EventPublisher publisher, ErrorLog errors, long intervalMicros) {
        this.stamp = stamp;
        this.publisher = publisher;
        this.errors = errors;
        this.intervalMicros = intervalMicros;
    }

    public void count(Fate fate) {
        count(fate, 1);
    }

    public void count(Fate fate, int packets) {
        fates.add(fate, packets);
    }

    public FateCounts fates() {
        return fates;
    }

    /** Whether an interval has ended by then; the first call starts the first one. */
    public boolean isDue(long nowMicros) {
        boolean ranBackwards = nowMicros < startMicros - intervalMicros;
        if (startMicros == NOT_STARTED || ranBackwards) startMicros = nowMicros;
        return nowMicros >= startMicros + intervalMicros;
    }

    /** Nothing is due before then. */
    public long dueMicros() {
        return startMicros == NOT_STARTED ? NOT_STARTED : startMicros + intervalMicros;
    }

    /** Publishes the interval that has ended, and starts the one that holds the present. */
    public void publish(long nowMicros, Totals totals) {
        long endMicros = startMicros + intervalMicros;
        publish(endMicros, totals, false);
        startMicros = endMicros + (nowMicros - endMicros) / intervalMicros * intervalMicros;
    }

    /** Publishes what is left since the last interval, as the last word of this run. */
    public void finish(long nowMicros, Totals totals) {
        if (startMicros == NOT_STARTED) startMicros = nowMicros;
        publish(Math.max(nowMicros, startMicros), totals, true);
    }

    private void publish(long endMicros, Totals totals, boolean isLast) {
        Map<String, Long> errorsNow = errors.counts();
        publisher.health(ProbeHealth.newBuilder()
                .setProbe(stamp.probe())
                .setBoot(stamp.bootMicros())
                .setSequence(stamp.next())
                .setTimeMicros(endMicros)
                .setStartMicros(startMicros)
                .setEndOfCapture(isLast)
                .setPacketsRead(fates.sum() - fatesBefore.sum())
                .setFates(fates.since(fatesBefore))
                .setErrors(difference(errorsNow, errorsBefore))
                .setKernelDropped(totals.kernelDropped() - before.kernelDropped())
                .setInterfaceDropped(totals.interfaceDropped() - before.interfaceDropped())
                .setEventsPublished(publisher.published() - publishedBefore)
                .setEventsDropped(publisher.dropped() - droppedBefore)
                .setStreamsActive(totals.streamsActive())
                .setStreamsEvicted(totals.streamsEvicted() - before.streamsEvicted())
                .build());
        fatesBefore.set(fates);
        errorsBefore = errorsNow;
        before = totals;
        publishedBefore = publisher.published();
        droppedBefore = publisher.dropped();
    }

    private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> difference = new HashMap<>();
        now.forEach((name, count) -> {
            long since = count - before.getOrDefault(name, 0L);
            if (since != 0) difference.put(name, since);
        });
        return difference;
    }
}
