// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Telephone numbers in the texts of signalling, and the tokens that stand for them where numbers are not to be passed
 * on. Nothing here knows events, settings or where a key comes from.
 */
@NullMarked
package earshot.protocols.number;

import org.jspecify.annotations.NullMarked;
