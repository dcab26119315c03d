// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What SIP told outside calls: registrations, subscriptions, availability of peers, refused credentials, transactions. */
@NullMarked
package earshot.api.outside;

import org.jspecify.annotations.NullMarked;
