// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.time;

import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;

/**
 * The place of an event in the one order that every machine sees, whatever way the events came: event time, then the
 * probe's own numbering, then the step within what one event gave rise to.
 *
 * <p>Two events of one kind and key and of equal order are the same event seen twice.
 */
public class EventOrder implements Comparable<EventOrder> {
    /** Step of an event itself: what is derived from it and must be known before has lower steps. */
    public static final int STEP_EVENT = 100;

    /** Sorts behind every probe, so that timers come after the events of their microsecond. */
    private static final String TIMER = "\uffff";

    public long timeMicros;
    public String probe = "";
    public long boot;
    public long sequence;
    public int step;

    public EventOrder() {}

    public EventOrder(long timeMicros, String probe, long boot, long sequence, int step) {
        this.timeMicros = timeMicros;
        this.probe = probe;
        this.boot = boot;
        this.sequence = sequence;
        this.step = step;
    }

    public static EventOrder of(SipMessage message) {
        return new EventOrder(
                message.getTimeMicros(), message.getProbe(), message.getBoot(), message.getSequence(), STEP_EVENT);
    }

    /** A report stands at the end of its interval. */
    public static EventOrder of(MediaReport report) {
        return new EventOrder(
                report.getEndMicros(), report.getProbe(), report.getBoot(), report.getSequence(), STEP_EVENT);
    }

    public static EventOrder of(RtcpReport report) {
        return new EventOrder(
                report.getTimeMicros(), report.getProbe(), report.getBoot(), report.getSequence(), STEP_EVENT);
    }

    /** The order of what a timer gives rise to. */
    public static EventOrder ofTimer(long timeMicros) {
        return new EventOrder(timeMicros, TIMER, 0, 0, STEP_EVENT);
    }

    /** The same event, another step of it. */
    public EventOrder step(int step) {
        return new EventOrder(timeMicros, probe, boot, sequence, step);
    }

    @Override
    public int compareTo(EventOrder other) {
        int byTime = Long.compare(timeMicros, other.timeMicros);
        if (byTime != 0) return byTime;
        int byProbe = probe.compareTo(other.probe);
        if (byProbe != 0) return byProbe;
        int byBoot = Long.compare(boot, other.boot);
        if (byBoot != 0) return byBoot;
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Integer.compare(step, other.step);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventOrder order && compareTo(order) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(timeMicros) * 31 + Long.hashCode(sequence) * 7 + step;
    }

    @Override
    public String toString() {
        return timeMicros + "/" + probe + "/" + boot + "/" + sequence + "/" + step;
    }
}
