// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Event time for the machines: the order of events, timers and how long each of them waits. No clock lives here. */
@NullMarked
package earshot.calls.time;

import org.jspecify.annotations.NullMarked;
