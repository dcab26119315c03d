// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * Inter-packet delay variation of a stream (RFC 5481), without its sign: what so many percent of all steps do not exceed.
 *
 * @param p50Ms half of them, ms; null when nothing was measured
 * @param p95Ms 95 %, ms
 * @param p99Ms 99 %, ms
 */
public record DelayVariation(
        @Nullable Double p50Ms,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms) {}
