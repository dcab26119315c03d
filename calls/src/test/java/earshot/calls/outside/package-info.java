// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Tests of what is known of registrations, subscriptions, peers and credentials. */
@NullMarked
package earshot.calls.outside;

import org.jspecify.annotations.NullMarked;
