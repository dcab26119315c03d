// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/** Subscriptions to event packages (RFC 6665) and publications of event state (RFC 3903). No bodies are looked at. */
@NullMarked
package earshot.calls.subscribe;

import org.jspecify.annotations.NullMarked;
