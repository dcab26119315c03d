// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What of the log a person sees on a terminal. */
@NullMarked
package earshot.standalone.log;

import org.jspecify.annotations.NullMarked;
