// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Which call a stream belongs to: claims from SDP, streams seen at endpoints, and how well they fit. Knows no call states. */
@NullMarked
package earshot.calls.match;

import org.jspecify.annotations.NullMarked;
