// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * The reduced E-model that monitors use: everything about the room and the telephone set at its default, so that loss,
 * codec and delay remain (ITU-T G.107, G.107.1, G.107.2). Loss is in percent, delay in ms.
 *
 * <p>The complete narrowband model is {@link G107}.
 */
public final class EModel {
    private EModel() {}

    /** Ie,eff of G.107 clause 7.5, on the scale of the codec; BurstR counts on the narrowband scale only. */
    public static double effectiveEquipmentImpairment(CodecConstants codec, double lossPercent, double burstRatio) {
        double ratio = codec.scale() == Scale.NB ? burstRatio : 1;
        return effectiveEquipmentImpairment(
                codec.ie(), codec.bpl(), lossPercent, ratio, codec.scale().impairmentMax());
    }

    static double effectiveEquipmentImpairment(
            double ie, double bpl, double lossPercent, double burstRatio, double ceiling) {
        double ppl = lossPercent > 0 ? Math.min(100, lossPercent) : 0; // NaN and negatives count as none
        if (ppl == 0) return ie;
        return ie + (ceiling - ie) * ppl / (ppl / Math.max(1, burstRatio) + bpl);
    }

    /** Idd of G.107 clause 7.4.3 at default delay sensitivity: what absolute delay does to a conversation. */
    public static double delayImpairment(double oneWayMs) {
        return delayImpairment(oneWayMs, DelaySensitivity.DEFAULT);
    }

    /** Idd of G.107 clause 7.4.3 for one of its classes of talkers. */
    public static double delayImpairment(double oneWayMs, DelaySensitivity sensitivity) {
        return delayImpairment(oneWayMs, sensitivity.insensibleMs(), sensitivity.steepness());
    }

    /**
     * Idd of G.107 clause 7.4.3.
     *
     * @param insensibleMs mT: delay up to which nobody minds
     * @param steepness sT: how fast it grows above that
     */
    public static double delayImpairment(double oneWayMs, double insensibleMs, double steepness) {
        if (!(oneWayMs > insensibleMs)) return 0;
        double x = Math.log(oneWayMs / insensibleMs) / Math.log(2);
        double power = 6 * steepness;
        return 25
                * (Math.pow(1 + Math.pow(x, power), 1 / power)
                        - 3 * Math.pow(1 + Math.pow(x / 3, power), 1 / power)
                        + 2);
    }

    /** The rating of a stream as it is listened to: delay does not count. */
    public static double listeningRating(CodecConstants codec, double lossPercent, double burstRatio) {
        return codec.scale().ratingMax() - effectiveEquipmentImpairment(codec, lossPercent, burstRatio);
    }

    /**
     * The rating of a stream as part of a conversation. On the wideband and fullband scales Idd is stretched as the
     * scale is (G.107.2; for wideband by analogy).
     */
    public static double conversationalRating(
            CodecConstants codec, double lossPercent, double burstRatio, double oneWayMs) {
        return listeningRating(codec, lossPercent, burstRatio) - codec.scale().stretch() * delayImpairment(oneWayMs);
    }

    /** MOS of a rating (G.107 Annex B, G.107.1, G.107.2), 1 to 4.5. */
    public static double mos(double rating, Scale scale) {
        double r = rating / scale.stretch();
        if (!(r > 0)) return 1;
        if (r >= 100) return 4.5;
        return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6); // the curve dips below 1 under R 6.5
    }

    /** The narrowband rating that gives a MOS (G.107 Annex B), for 1 &lt; MOS &lt; 4.5; clamped outside. */
    public static double rating(double mos) {
        if (!(mos > 1)) return 0;
        if (mos >= 4.5) return 100;
        double root = Math.sqrt(Math.max(0, -903522 + 1113960 * mos - 202500 * mos * mos));
        double h = Math.atan2(15 * root, 18566 - 6750 * mos) / 3;
        return 20.0 / 3 * (8 - Math.sqrt(226) * Math.cos(h + Math.PI / 3));
    }
}
