// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The mathematics of voice. Pure functions and small accumulators; no I/O, no clocks, no threads. */
@NullMarked
package earshot.quality;

import org.jspecify.annotations.NullMarked;
