// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around what is known of a stream elsewhere. The logic is in {@code earshot.calls.taps}. */
@NullMarked
package earshot.jobs.taps;

import org.jspecify.annotations.NullMarked;
