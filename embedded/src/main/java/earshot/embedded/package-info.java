// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Real engines in this machine, without Docker. Knows nothing of calls. */
@NullMarked
package earshot.embedded;

import org.jspecify.annotations.NullMarked;
