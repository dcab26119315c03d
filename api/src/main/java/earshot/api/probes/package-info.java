// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What the probes say of themselves. */
@NullMarked
package earshot.api.probes;

import org.jspecify.annotations.NullMarked;
