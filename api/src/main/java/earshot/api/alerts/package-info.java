// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Alerts as they fired and ended. */
@NullMarked
package earshot.api.alerts;

import org.jspecify.annotations.NullMarked;
