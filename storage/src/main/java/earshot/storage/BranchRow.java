// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * One device that took part in the INVITE of a call.
 *
 * @param address ip:port that its responses came from, as near to it as they were seen
 * @param contact URI of its Contact
 * @param joinedMs its first response, ms after the INVITE
 * @param ringMs its first 180 or 183, likewise; null when it did not ring
 * @param status its last response
 */
public record BranchRow(
        String tag,
        String address,
        String contact,
        double joinedMs,
        @Nullable Double ringMs,
        int status) {}
