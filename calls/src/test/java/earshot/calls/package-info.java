// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Scenarios over all machines, and what they are written with. */
@NullMarked
package earshot.calls;

import org.jspecify.annotations.NullMarked;
