// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.EventOrder;

/** What a {@link MinuteTracker} is told. */
public interface MinuteNews {
    /** Of the memory that it belongs to. */
    String key();

    /** Event time at which it is told, micros. */
    long toldMicros();

    /** Its place among the news of its key. */
    EventOrder order();

    /** Tells news apart that have the same place. */
    String tie();
}
