// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Patterns of traffic over many calls: floods, scans, fraud, silence, incidents. Plain machines in event time. */
@NullMarked
package earshot.calls.pattern;

import org.jspecify.annotations.NullMarked;
