// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** The harness: what an input is run with, and what is measured meanwhile. The targets themselves are in targets/. */
@NullMarked
package earshot.fuzz;

import org.jspecify.annotations.NullMarked;
