// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What people read on a terminal: colours, tables, ladders. Nothing here knows where the values come from. */
@NullMarked
package earshot.standalone.text;

import org.jspecify.annotations.NullMarked;
