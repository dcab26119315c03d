// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What is known elsewhere of the packets of a stream: at another tap, and by a device. Plain state machines; no engine. */
@NullMarked
package earshot.calls.taps;

import org.jspecify.annotations.NullMarked;
