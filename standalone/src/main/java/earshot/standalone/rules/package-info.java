// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** {@code earshot check-rules}: alert rules validated and tried against a capture. Evaluates nothing itself. */
@NullMarked
package earshot.standalone.rules;

import org.jspecify.annotations.NullMarked;
