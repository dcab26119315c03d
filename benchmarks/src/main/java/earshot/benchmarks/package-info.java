// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Captures to measure with, and the measuring of the probe's own path. Nothing here is part of a program. */
@NullMarked
package earshot.benchmarks;

import org.jspecify.annotations.NullMarked;
