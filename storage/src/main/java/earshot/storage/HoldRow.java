// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * A time for which one side held a call.
 *
 * @param party caller or callee
 * @param form sendonly, inactive, or address for 0.0.0.0
 * @param afterMs ms after the start of the call
 * @param lengthMs null while it lasts
 */
public record HoldRow(
        String party, String form, double afterMs, @Nullable Double lengthMs) {}
