// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The probe's account of itself: packets by fate, losses, metrics. Nothing here decides anything about packets. */
@NullMarked
package earshot.probe.health;

import org.jspecify.annotations.NullMarked;
