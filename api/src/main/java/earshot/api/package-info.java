// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** REST, web pages and webhooks. Knows nothing of the probes' topics. */
@NullMarked
package earshot.api;

import org.jspecify.annotations.NullMarked;
