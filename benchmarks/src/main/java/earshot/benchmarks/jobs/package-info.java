// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What an event costs in the job: traffic of many calls in a real Kafka, the whole job, a real ClickHouse. */
@NullMarked
package earshot.benchmarks.jobs;

import org.jspecify.annotations.NullMarked;
