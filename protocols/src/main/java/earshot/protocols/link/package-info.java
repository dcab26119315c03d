// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Link layers and tunnels, peeled down to the innermost IP packet. What happens to the payload is not decided here.
 */
@NullMarked
package earshot.protocols.link;

import org.jspecify.annotations.NullMarked;
