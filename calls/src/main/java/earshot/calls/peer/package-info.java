// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** What addresses are to each other: whether one answers, what was too large for it, whose credentials it refused. */
@NullMarked
package earshot.calls.peer;

import org.jspecify.annotations.NullMarked;
