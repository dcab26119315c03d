// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What tests share: packet builders, hostile bytes, the allocation meter. Depends on nothing of ours. */
@NullMarked
package earshot.testkit;

import org.jspecify.annotations.NullMarked;
