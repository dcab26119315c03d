// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/** Round trips between the probe and one end of a stream, ms; null without samples. */
public record RoundTrips(
        @Nullable Double minMs,
        @Nullable Double meanMs,
        @Nullable Double maxMs,
        long samples) {
    /** None was measured. */
    public static final RoundTrips NONE = new RoundTrips(null, null, null, 0);
}
