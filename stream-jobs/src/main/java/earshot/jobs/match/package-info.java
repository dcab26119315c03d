// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the matching of media with calls. The logic is in {@code earshot.calls.match}. */
@NullMarked
package earshot.jobs.match;

import org.jspecify.annotations.NullMarked;
