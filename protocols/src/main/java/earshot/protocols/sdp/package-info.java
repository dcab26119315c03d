// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Session descriptions (RFC 8866) as records. Nothing here knows SIP or offer and answer.
 */
@NullMarked
package earshot.protocols.sdp;

import org.jspecify.annotations.NullMarked;
