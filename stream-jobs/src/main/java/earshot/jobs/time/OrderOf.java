// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.EventOrder;
import java.io.Serializable;

/** Where an event stands in the order that every machine sees. */
public interface OrderOf<E> extends Serializable {
    EventOrder of(E event);

    /** Orders events that one event gave rise to, and that therefore share its place. */
    String tie(E event);
}
