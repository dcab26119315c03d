// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * IPv4, IPv6, UDP and TCP headers, chunks of SCTP, fragment and stream reassembly with bounded memory. Nothing here
 * knows link layers.
 */
@NullMarked
package earshot.protocols.ip;

import org.jspecify.annotations.NullMarked;
