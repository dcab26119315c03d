// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Alerts to receivers outside: payload, signature, delivery and its record. */
@NullMarked
package earshot.api.webhooks;

import org.jspecify.annotations.NullMarked;
