// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Tests of what is known of one stream and of one call. */
@NullMarked
package earshot.calls.assemble;

import org.jspecify.annotations.NullMarked;
