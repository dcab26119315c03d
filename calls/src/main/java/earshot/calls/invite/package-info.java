// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** What the messages around an INVITE tell, for all machines that are keyed by Call-ID. How a call goes is decided elsewhere. */
@NullMarked
package earshot.calls.invite;

import org.jspecify.annotations.NullMarked;
