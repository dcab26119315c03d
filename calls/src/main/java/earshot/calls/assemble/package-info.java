// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Calls, streams and transactions as they come together from messages and reports. Knows no engine and no table. */
@NullMarked
package earshot.calls.assemble;

import org.jspecify.annotations.NullMarked;
