// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** What REGISTER says of an address of record: its bindings, and what was tried in vain. No tables, no engine. */
@NullMarked
package earshot.calls.register;

import org.jspecify.annotations.NullMarked;
