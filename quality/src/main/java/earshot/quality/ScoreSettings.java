// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * What a score takes for granted about the ends, which cannot be seen on the wire.
 *
 * @param concealment telephones conceal lost G.711 packets; the largest difference between tools
 * @param assumedNetworkMs one-way delay of the network where none was measured, ms; null gives no MOS-CQ then
 */
public record ScoreSettings(boolean concealment, @Nullable Double assumedNetworkMs) {
    /** Concealment as telephones have had for long, and no delay that nobody measured. */
    public static final ScoreSettings DEFAULT = new ScoreSettings(true, null);

    private static final double DELAY_MAX_MS = 10_000;

    public ScoreSettings {
        if (assumedNetworkMs != null && !(assumedNetworkMs >= 0 && assumedNetworkMs <= DELAY_MAX_MS)) {
            throw new IllegalArgumentException(
                    "assumed delay is " + assumedNetworkMs + " ms, allowed: 0 to " + (int) DELAY_MAX_MS);
        }
    }
}
