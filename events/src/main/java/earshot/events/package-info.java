// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The contract on Kafka: topics, one Avro schema per event, identifiers and serialisers. No logic of calls lives here. */
@NullMarked
package earshot.events;

import org.jspecify.annotations.NullMarked;
