// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around key figures per minute. The logic is in {@code earshot.calls.kpi}. */
@NullMarked
package earshot.jobs.rollup;

import org.jspecify.annotations.NullMarked;
