// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Alert rules: reading them, and deciding when one holds for a stream. Knows nothing of who is told. */
@NullMarked
package earshot.calls.rules;

import org.jspecify.annotations.NullMarked;
