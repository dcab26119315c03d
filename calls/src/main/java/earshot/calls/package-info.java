// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The logic of calls as plain keyed state machines over events and event time. Knows no engine. */
@NullMarked
package earshot.calls;

import org.jspecify.annotations.NullMarked;
