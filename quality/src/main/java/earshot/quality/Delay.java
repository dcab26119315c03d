// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * The way from mouth to ear in milliseconds, part by part.
 *
 * @param source where {@code networkMs} comes from
 * @param networkMs one way through the network; null when unknown
 * @param playoutMs in the playout buffer that is assumed at the receiver
 * @param packetMs to fill one packet; 0 when unknown
 * @param lookaheadMs of the codec beyond the packet
 */
public record Delay(Source source, @Nullable Double networkMs, double playoutMs, double packetMs, double lookaheadMs) {

    /** Where the delay of the network comes from. */
    public enum Source {
        /** Half the round trip that RTCP gave. */
        MEASURED,
        /** From the settings. */
        ASSUMED,
        UNKNOWN
    }

    /**
     * The delay of a stream.
     *
     * @param rttMs round trip between the two ends as measured; null when it was not
     * @param playoutMs nominal delay of the playout buffer: the one whose discards are counted
     * @param ptimeMs packetisation time; 0 when unknown
     */
    static Delay of(
            @Nullable Double rttMs, double playoutMs, double ptimeMs, double lookaheadMs, ScoreSettings settings) {
        if (rttMs != null) return new Delay(Source.MEASURED, rttMs / 2, playoutMs, ptimeMs, lookaheadMs);
        Double assumedMs = settings.assumedNetworkMs();
        Source source = assumedMs == null ? Source.UNKNOWN : Source.ASSUMED;
        return new Delay(source, assumedMs, playoutMs, ptimeMs, lookaheadMs);
    }

    /** The sum of the parts; null when the network's is unknown. */
    public @Nullable Double oneWayMs() {
        return networkMs == null ? null : Double.valueOf(networkMs + playoutMs + packetMs + lookaheadMs);
    }
}
