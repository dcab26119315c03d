// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** The machines for SIP outside calls behind one door: which key a message belongs to, and what is remembered of it. */
@NullMarked
package earshot.calls.outside;

import org.jspecify.annotations.NullMarked;
