// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.EventOrder;
import java.io.Serializable;

/** Where an event stands in the order that every machine sees. */
@FunctionalInterface
public interface OrderOf<E> extends Serializable {
    EventOrder of(E event);
}
