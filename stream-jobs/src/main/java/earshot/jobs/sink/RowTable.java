// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.io.Serializable;

/**
 * What the sink must know of one table: its name, how an event becomes a row of it, and about how large that row is.
 *
 * @param <E> event
 * @param <R> row
 */
public interface RowTable<E, R> extends Serializable {
    String name();

    R row(E event);

    /** Octets of text in the row, roughly: bounds the memory of a batch. */
    long octets(R row);
}
