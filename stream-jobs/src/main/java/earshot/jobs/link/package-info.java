// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the linking of legs. The logic is in {@code earshot.calls.link}. */
@NullMarked
package earshot.jobs.link;

import org.jspecify.annotations.NullMarked;
