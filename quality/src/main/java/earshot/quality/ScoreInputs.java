// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * All that a score is computed from.
 *
 * @param lossPercent what the network lost, percent of the packets expected
 * @param recoveredPercent of these, what redundancy (RFC 2198) brought all the same, percent of the packets expected
 * @param discardPercent what came too late for the playout buffer, percent of the packets expected
 * @param burstRatio BurstR, at least 1
 * @param delay from mouth to ear
 */
public record ScoreInputs(
        CodecConstants codec,
        double lossPercent,
        double recoveredPercent,
        double discardPercent,
        double burstRatio,
        Delay delay) {

    /** Network loss that redundancy did not make good. */
    public double remainingLossPercent() {
        return Math.max(0, lossPercent - recoveredPercent);
    }

    /** What the listener misses: Ppl, at most 100. */
    public double missingPercent() {
        return Math.min(100, remainingLossPercent() + discardPercent);
    }

    /** R without delay, not below 0. */
    public double rating() {
        return Math.max(0, EModel.listeningRating(codec, missingPercent(), burstRatio));
    }

    /** Listening quality. */
    public double mosLq() {
        return EModel.mos(rating(), codec.scale());
    }

    /** Conversational quality; null when the delay is unknown. */
    public @Nullable Double mosCq() {
        Double oneWayMs = delay.oneWayMs();
        if (oneWayMs == null) return null;
        return EModel.mos(EModel.conversationalRating(codec, missingPercent(), burstRatio, oneWayMs), codec.scale());
    }
}
