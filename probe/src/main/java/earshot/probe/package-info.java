// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Capture, dissect, track, publish. Knows nothing of calls. */
@NullMarked
package earshot.probe;

import org.jspecify.annotations.NullMarked;
