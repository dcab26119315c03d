// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.io.Serializable;
import org.apache.flink.util.function.SerializableFunction;

/**
 * What the sink must know of one table.
 *
 * @param <E> event
 * @param <R> row
 * @param name of the table
 * @param rowType names the columns
 * @param row how an event becomes a row
 * @param octets of text in a row, roughly: bounds the memory of a batch
 */
public record RowTable<E, R>(
        String name, Class<R> rowType, SerializableFunction<E, R> row, SerializableFunction<R, Integer> octets)
        implements Serializable {}
