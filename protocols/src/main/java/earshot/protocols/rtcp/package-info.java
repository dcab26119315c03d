// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * RTCP compounds and extended reports, read in place. No state between packets.
 */
@NullMarked
package earshot.protocols.rtcp;

import org.jspecify.annotations.NullMarked;
