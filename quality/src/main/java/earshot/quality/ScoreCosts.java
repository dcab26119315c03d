// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * What took how much from the best that a codec can do, in MOS: {@code best - loss - discard - burst} is MOS-LQ, and that
 * less {@code delay} is MOS-CQ.
 *
 * <p>The rule: burstiness costs what the score would gain if the same packets were missing one by one at random. What is
 * left is shared by network loss and discards as they share the missing packets, since to the model they are alike.
 * Delay costs the difference of MOS-LQ and MOS-CQ.
 *
 * @param best of the codec without loss
 * @param delay null when unknown
 */
public record ScoreCosts(
        double best,
        double loss,
        double discard,
        double burst,
        @Nullable Double delay) {

    /** The causes of a score that is not the best. */
    public enum Cause {
        LOSS,
        DISCARD,
        BURST,
        DELAY
    }

    static ScoreCosts of(ScoreInputs in) {
        CodecConstants codec = in.codec();
        double best = mos(codec, 0, 1);
        double random = mos(codec, in.missingPercent(), 1);
        double mosLq = in.mosLq();
        double missing = in.remainingLossPercent() + in.discardPercent();
        double lossShare = missing > 0 ? in.remainingLossPercent() / missing : 0;
        double loss = (best - random) * lossShare;
        Double mosCq = in.mosCq();
        // BurstR raises the impairment, never lowers it: no cost is below 0.
        return new ScoreCosts(
                best, loss, best - random - loss, random - mosLq, mosCq == null ? null : Double.valueOf(mosLq - mosCq));
    }

    /** The cause that cost most; null when nothing cost half a hundredth. */
    public @Nullable Cause main() {
        double delayCost = delay == null ? 0 : delay;
        double most = Math.max(Math.max(loss, discard), Math.max(burst, delayCost));
        if (most < 0.005) return null;
        if (most == loss) return Cause.LOSS;
        if (most == discard) return Cause.DISCARD;
        return most == burst ? Cause.BURST : Cause.DELAY;
    }

    private static double mos(CodecConstants codec, double missingPercent, double burstRatio) {
        return EModel.mos(Math.max(0, EModel.listeningRating(codec, missingPercent, burstRatio)), codec.scale());
    }
}
