// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Flink shells around the alert rules. The logic is in {@code earshot.calls.rules}. */
@NullMarked
package earshot.jobs.alert;

import org.jspecify.annotations.NullMarked;
