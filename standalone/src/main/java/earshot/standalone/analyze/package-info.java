// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** {@code earshot analyze}: captures in, calls and streams out, without services. Decodes and scores nothing itself. */
@NullMarked
package earshot.standalone.analyze;

import org.jspecify.annotations.NullMarked;
