// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;

/** Codecs on the fullband scale, for which few constants are published: all of these are estimates. */
final class FullbandCodecs {
    private static final double OPUS_IE = 10.2;
    private static final String OPUS = "no row in G.113; Ie 10.2, Bpl 4.3 as in use by open source";
    /** What a band narrower than the scale costs: the scales end at 93.2, 129 and 148. */
    private static final double NARROWBAND_COST = Scale.FB.ratingMax() - Scale.NB.ratingMax();

    private static final double WIDEBAND_COST = Scale.FB.ratingMax() - Scale.WB.ratingMax();

    /** Octets of one frame of 20 ms at 24.4 kbit/s. */
    private static final double EVS_OCTETS = 61;

    private FullbandCodecs() {}

    /** The receiver may limit the band (RFC 7587 section 6.1). */
    static CodecConstants opus(CodecUse use) {
        double playbackHertz = use.number("maxplaybackrate");
        if (playbackHertz > 0 && playbackHertz <= 8_000) return opus("narrowband", NARROWBAND_COST);
        if (playbackHertz > 0 && playbackHertz <= 16_000) return opus("wideband", WIDEBAND_COST);
        return new CodecConstants("opus", "", ModeFrom.CODEC, Scale.FB, OPUS_IE, 4.3, 6.5, Origin.ESTIMATED, OPUS);
    }

    private static CodecConstants opus(String band, double cost) {
        String source = OPUS + ", and " + Math.round(cost * 10) / 10.0 + " more for its narrower band";
        return new CodecConstants(
                "opus", band, ModeFrom.SDP, Scale.FB, OPUS_IE + cost, 4.3, 6.5, Origin.ESTIMATED, source);
    }

    /**
     * EVS has constants for its super-wideband mode at 24.4 kbit/s; slower ones are worse by an unknown amount. AMR-WB IO
     * is AMR-WB.
     */
    static CodecMatch evs(CodecUse use) {
        if (use.says("evs-mode-switch", "1")) return CodecMatch.of(AmrCodecs.wideband(use));
        String band = use.parameter("bw");
        boolean narrower = band != null && (band.equals("nb") || band.equals("wb") || band.equals("nb-wb"));
        boolean bySize = use.speechOctets() / use.frames(20) >= EVS_OCTETS;
        if (narrower || !bySize) return CodecMatch.none("no E-model constants for EVS below 24.4 kbit/s");
        return CodecMatch.of(new CodecConstants(
                "EVS",
                "24.4 kbit/s or more",
                ModeFrom.PACKETS,
                Scale.FB,
                7.2,
                11.4,
                12,
                Origin.ESTIMATED,
                "Ie, Bpl: G.113 (09/2024) App. V, super-wideband at 24.4 kbit/s, quoted at second hand"));
    }
}
