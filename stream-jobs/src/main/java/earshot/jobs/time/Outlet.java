// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import org.apache.flink.util.OutputTag;

/**
 * Where a machine's rows go, and what it is told of its place. A row carries the time of the event or timer that it is told at.
 *
 * @param <O> main output
 */
public interface Outlet<O> {
    void collect(O row);

    /** A row of another output than the main one. */
    <X> void aside(OutputTag<X> output, X row);

    /** The key that is open. */
    String key();

    /** Whether the input has ended: then nobody can tell a timeout from an end of the capture. */
    boolean hasTimeEnded();
}
