// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the logic of calls, and the ClickHouse sink. No packet is parsed here. */
@NullMarked
package earshot.jobs;

import org.jspecify.annotations.NullMarked;
