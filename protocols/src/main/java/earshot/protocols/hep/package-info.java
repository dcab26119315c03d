// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * HEP, the encapsulation by which proxies, media servers and capture agents send copies of what they see. Payloads are
 * found here, not read; but for log lines, which nothing else brings.
 */
@NullMarked
package earshot.protocols.hep;

import org.jspecify.annotations.NullMarked;
