// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Key figures per minute of event time: what each call, registration and stream adds to its minutes, and the sums. What
 * the figures mean is in {@code docs/kpis.md}. Knows no engine and no table.
 */
@NullMarked
package earshot.calls.kpi;

import org.jspecify.annotations.NullMarked;
