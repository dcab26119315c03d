// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Who may ask, and what they may see. Knows tokens and roles, no table and no page. */
@NullMarked
package earshot.api.security;

import org.jspecify.annotations.NullMarked;
