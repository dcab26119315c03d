// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** One target for each entry of Earshot: bytes in, and what must hold of the answer. */
@NullMarked
package earshot.fuzz.targets;

import org.jspecify.annotations.NullMarked;
