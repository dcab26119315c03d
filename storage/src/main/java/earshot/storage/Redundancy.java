// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * What redundancy did for a stream (RFC 2198).
 *
 * @param depth most redundant blocks in one packet, 0 without redundancy
 * @param packets that carried such blocks
 * @param recovered lost packets whose data came in a later one
 * @param residualLossPercent loss that remains for a receiver that uses it, percent of expected; null without redundancy
 */
public record Redundancy(
        int depth, long packets, long recovered, @Nullable Double residualLossPercent) {}
