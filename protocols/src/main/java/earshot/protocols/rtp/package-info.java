// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * RTP headers, static payload types, and telling datagrams on a media port apart. No per-stream state.
 */
@NullMarked
package earshot.protocols.rtp;

import org.jspecify.annotations.NullMarked;
