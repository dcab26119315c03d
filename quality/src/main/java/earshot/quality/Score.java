// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * How a stream sounded, by the E-model, with a receipt: all that anyone needs to compute it again.
 *
 * @param rFactor rating without delay, on the scale of the codec; null when there is no score
 * @param mosLq listening quality, 1 to 4.5: delay does not count; null when there is no score
 * @param mosCq conversational quality; null unless the delay is known
 * @param note why there is no score, or what was estimated; empty when neither
 * @param inputs null when there is no score
 * @param costs null when there is no score
 * @param packets behind the score, without duplicates
 */
public record Score(
        @Nullable Double rFactor,
        @Nullable Double mosLq,
        @Nullable Double mosCq,
        String note,
        @Nullable ScoreInputs inputs,
        @Nullable ScoreCosts costs,
        long packets,
        Confidence confidence) {

    /** The version of our use of the model: rises when the same packets would get another score. */
    public static final String VERSION = "earshot-2";

    /** A stream without a score, and why. */
    public static Score none(String reason, long packets) {
        return new Score(null, null, null, reason, null, null, packets, Confidence.none());
    }

    static Score of(ScoreInputs in, long packets, Confidence.Circumstances seen) {
        CodecConstants codec = in.codec();
        return new Score(
                in.rating(),
                in.mosLq(),
                in.mosCq(),
                codec.origin() == CodecConstants.Origin.ESTIMATED ? "estimated: " + codec.source() : "",
                in,
                ScoreCosts.of(in),
                packets,
                Confidence.of(in, packets, seen));
    }

    /** For people: what the score is made of, or why there is none. Made when it is asked for, which few scores are. */
    public String sentence() {
        return inputs == null || costs == null ? "No score: " + note + "." : Explanation.of(inputs, costs);
    }

    /** The scale of R and MOS; null when there is no score. */
    public @Nullable Scale scale() {
        return inputs == null ? null : inputs.codec().scale();
    }

    /** Which version of which formula: {@code earshot-2 G.107-2015}; empty when there is no score. */
    public String formula() {
        Scale scale = scale();
        return scale == null ? "" : VERSION + " " + scale.recommendation();
    }
}
