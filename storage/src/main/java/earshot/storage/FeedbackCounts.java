// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * What the receiver of a stream asked its sender for (RFC 4585, RFC 5104).
 *
 * @param nackedPackets packets to be sent again
 * @param pictureRequests pictures after a loss, or whole ones
 * @param bitRateMaxBps bits per second not to exceed, by its last word; null when it asked for none
 */
public record FeedbackCounts(
        long nackedPackets, long pictureRequests, @Nullable Long bitRateMaxBps) {}
