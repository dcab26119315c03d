// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.quality.StreamCounters;

/** Is told of each interval of each stream. */
public interface StreamListener {
    /** One interval, as times in microseconds since 1970. */
    record Interval(long startMicros, long endMicros, boolean isLast, boolean isCaptureSuspect) {}

    /** The counters hold what happened in the interval alone. The stream is good until this returns. */
    void onInterval(TrackedStream stream, StreamCounters counters, Interval interval);
}
