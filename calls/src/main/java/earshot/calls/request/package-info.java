// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** One request outside calls and its answer, over all the hops it was seen on. What follows from it is decided elsewhere. */
@NullMarked
package earshot.calls.request;

import org.jspecify.annotations.NullMarked;
