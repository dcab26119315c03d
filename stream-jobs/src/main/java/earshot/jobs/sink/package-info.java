// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * From events to rows of ClickHouse and to records of Kafka. What a row means is said in {@code storage}; this package
 * converts, batches, retries and counts.
 */
@NullMarked
package earshot.jobs.sink;

import org.jspecify.annotations.NullMarked;
