// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Rules as people write them, and when they fire. */
@NullMarked
package earshot.calls.rules;

import org.jspecify.annotations.NullMarked;
