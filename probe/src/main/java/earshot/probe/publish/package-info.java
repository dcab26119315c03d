// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Events: how they are built from what was dissected and where they are sent. Nothing here reads packets. */
@NullMarked
package earshot.probe.publish;

import org.jspecify.annotations.NullMarked;
