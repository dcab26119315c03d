// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.time;

/** Where a machine asks to be called back in event time. */
@FunctionalInterface
public interface Timers {
    /**
     * Calls the machine's {@code timer} for the same key once event time has passed {@code timeMicros}.
     *
     * <p>A timer in the past fires at once. Asking twice for one time is asking once. Nothing is ever cancelled: a
     * machine finds in its state whether a timer still means something.
     */
    void at(long timeMicros);
}
