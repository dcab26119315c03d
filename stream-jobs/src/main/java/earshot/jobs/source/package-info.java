// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Events from Kafka into Flink: decoding, event time, idleness. Nothing here looks inside an event beyond its time. */
@NullMarked
package earshot.jobs.source;

import org.jspecify.annotations.NullMarked;
