// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the patterns of traffic. The logic is in {@code earshot.calls.pattern}. */
@NullMarked
package earshot.jobs.pattern;

import org.jspecify.annotations.NullMarked;
