// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Event time for keyed operators: events in one order whatever way they came, each once, and the end of the input. Nothing here knows what an event means. */
@NullMarked
package earshot.jobs.time;

import org.jspecify.annotations.NullMarked;
