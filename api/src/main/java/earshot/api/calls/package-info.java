// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Calls: the search, one call, its messages and its ladder. */
@NullMarked
package earshot.api.calls;

import org.jspecify.annotations.NullMarked;
