// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the assembly of streams, calls and transactions. The logic is in {@code earshot.calls.assemble}. */
@NullMarked
package earshot.jobs.assemble;

import org.jspecify.annotations.NullMarked;
