// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Which calls are legs of one conversation: what each call says that could tie it to another, and the links that follow.
 * Knows no call states and no tables; a conversation is the closure of links, taken by whoever asks.
 */
@NullMarked
package earshot.calls.link;

import org.jspecify.annotations.NullMarked;
