// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** RTP streams with their quality and their intervals. */
@NullMarked
package earshot.api.streams;

import org.jspecify.annotations.NullMarked;
