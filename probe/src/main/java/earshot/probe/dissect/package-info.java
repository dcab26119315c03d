// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What a frame is: one fate for each packet, errors by name. Nothing here remembers streams or builds events. */
@NullMarked
package earshot.probe.dissect;

import org.jspecify.annotations.NullMarked;
