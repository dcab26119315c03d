// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * How a stream sounded, by the E-model, with what that rests on.
 *
 * @param rFactor rating without delay, on {@link #scale}; null when there is no score
 * @param mosLq listening quality, 1 to 4.5: delay does not count; null when there is no score
 * @param mosCq conversational quality; null unless the delay was measured
 * @param scale null when there is no score
 * @param note why there is no score, or what was estimated; empty when neither
 * @param inputs null when there is no score
 */
public record Score(
        @Nullable Double rFactor,
        @Nullable Double mosLq,
        @Nullable Double mosCq,
        @Nullable Scale scale,
        String note,
        @Nullable Inputs inputs) {

    /** Nominal delay of the playout buffer that is assumed behind the probe, ms. */
    public static final double PLAYOUT_MS = 50;

    /**
     * What went into a score.
     *
     * @param lossPercent network loss and discards together
     * @param burstRatio BurstR
     * @param oneWayMs mouth to ear; null when the delay was not measured
     */
    public record Inputs(
            CodecConstants codec,
            double lossPercent,
            double burstRatio,
            @Nullable Double oneWayMs) {}

    /** A stream without a score, and why. */
    public static Score none(String note) {
        return new Score(null, null, null, null, note, null);
    }

    /**
     * The score of a stream, or of any of its intervals.
     *
     * @param codec RTP encoding name; null when unknown
     * @param ptimeMs packetisation time; 0 when unknown
     * @param rttMs round trip between the two ends as measured from RTCP; null when not measured
     */
    public static Score of(StreamCounters counters, @Nullable String codec, double ptimeMs, @Nullable Double rttMs) {
        if (codec == null) return none("codec unknown");
        CodecConstants constants = Codecs.find(codec);
        if (constants == null) return none("no E-model constants for " + codec);
        if (counters.packets().unique() == 0) return none("no packets");
        Double oneWayMs = rttMs == null ? null : oneWayMs(rttMs, ptimeMs, constants);
        return of(new Inputs(
                constants, counters.effectiveLossPercent(), counters.loss().burstRatio(), oneWayMs));
    }

    /** The score that inputs give. */
    public static Score of(Inputs in) {
        CodecConstants codec = in.codec();
        double rating = Math.max(0, EModel.listeningRating(codec, in.lossPercent(), in.burstRatio()));
        double mosLq = EModel.mos(rating, codec.scale());
        Double mosCq = null;
        if (in.oneWayMs() != null) {
            double conversational =
                    EModel.conversationalRating(codec, in.lossPercent(), in.burstRatio(), in.oneWayMs());
            mosCq = EModel.mos(conversational, codec.scale());
        }
        String note = codec.estimated() ? "estimated: " + codec.source() : "";
        return new Score(rating, mosLq, mosCq, codec.scale(), note, in);
    }

    /** Mouth to ear from what was measured and what the ends add: half the round trip, playout, packet, look-ahead. */
    private static double oneWayMs(double rttMs, double ptimeMs, CodecConstants codec) {
        return rttMs / 2 + PLAYOUT_MS + ptimeMs + codec.lookaheadMs();
    }
}
