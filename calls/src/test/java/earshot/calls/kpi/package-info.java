// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Key figures, in stated numbers and in any order of events. */
@NullMarked
package earshot.calls.kpi;

import org.jspecify.annotations.NullMarked;
