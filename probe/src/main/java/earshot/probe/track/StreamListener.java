// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.events.CaptureSuspicion;
import earshot.quality.StreamCounters;
import java.util.Set;

/** Is told of each interval of each stream. */
public interface StreamListener {
    /** One interval, as times in microseconds since 1970, and why its loss may be the probe's; empty when it is not. */
    record Interval(long startMicros, long endMicros, boolean isLast, Set<CaptureSuspicion> suspicions) {}

    /** The counters hold what happened in the interval alone. The stream is good until this returns. */
    void onInterval(TrackedStream stream, StreamCounters counters, Interval interval);
}
