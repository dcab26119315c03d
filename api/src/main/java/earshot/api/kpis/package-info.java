// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Key figures per minute, by peer, trunk and probe. */
@NullMarked
package earshot.api.kpis;

import org.jspecify.annotations.NullMarked;
