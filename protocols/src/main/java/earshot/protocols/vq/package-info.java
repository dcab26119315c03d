// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Quality reports that telephones send in SIP (RFC 6035), as records. Nothing here knows the message around them, nor
 * what Earshot itself measured.
 */
@NullMarked
package earshot.protocols.vq;

import org.jspecify.annotations.NullMarked;
