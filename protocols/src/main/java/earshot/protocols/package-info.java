// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Decoders: bytes in, fields out. No I/O, no clocks, no threads. */
@NullMarked
package earshot.protocols;

import org.jspecify.annotations.NullMarked;
