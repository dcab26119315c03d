// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * A transfer that one side of a call asked for.
 *
 * @param party caller or callee: who transferred
 * @param target URI to be called
 * @param attended the target's call with the transferor is to be taken over; blind when false
 * @param replacesCallId that call; empty for a blind transfer
 * @param afterMs ms after the start of the call
 * @param status last word on the new call, or of the refusal; 0 when none was heard
 * @param result pending, succeeded, failed, refused or unknown
 * @param resultAfterMs ms after the start of the call; null without a result
 */
public record TransferRow(
        String party,
        String target,
        boolean attended,
        String replacesCallId,
        double afterMs,
        int status,
        String result,
        @Nullable Double resultAfterMs) {}
