// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.EventOrder;
import java.io.Serializable;

/** Where an event stands in the order that every machine sees. */
public interface OrderOf<E> extends Serializable {
    EventOrder of(E event);

    /** The time of it, which is asked for more often than the rest. Micros. */
    default long timeMicros(E event) {
        return of(event).timeMicros;
    }

    /** Orders events that one event gave rise to, and that therefore share its place. */
    String tie(E event);
}
