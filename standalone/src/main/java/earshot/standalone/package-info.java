// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The earshot command line: every part in one machine. */
@NullMarked
package earshot.standalone;

import org.jspecify.annotations.NullMarked;
