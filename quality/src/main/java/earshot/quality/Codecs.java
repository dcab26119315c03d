// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * The codecs and their constants. Each constant says where it comes from.
 *
 * <p>A codec that is not here gets no score: silently taking it for G.711 would flatter some and slander others. Where a
 * codec has modes and nothing tells which one runs, the worst of the possible ones is taken, and said so.
 */
public final class Codecs {
    private Codecs() {}

    /** The constants of a codec as a stream uses it, or why there are none. */
    public static CodecMatch find(CodecUse use, ScoreSettings settings) {
        return switch (use.name()) {
            case "PCMU", "PCMA" -> CodecMatch.of(NarrowbandCodecs.g711(use.name(), settings.concealment()));
            case "G729", "G729A", "G729AB" -> CodecMatch.of(NarrowbandCodecs.g729(use));
            case "G723", "G723.1" -> CodecMatch.of(NarrowbandCodecs.g723(use));
            case "G726-40", "G726-32", "G726-24", "G726-16", "G721" -> CodecMatch.of(NarrowbandCodecs.g726(use.name()));
            case "G728" -> CodecMatch.of(NarrowbandCodecs.G728);
            case "GSM" -> CodecMatch.of(NarrowbandCodecs.GSM_FULL_RATE);
            case "GSM-EFR" -> CodecMatch.of(NarrowbandCodecs.GSM_ENHANCED_FULL_RATE);
            case "GSM-HR", "GSM-HR-08" -> CodecMatch.of(NarrowbandCodecs.GSM_HALF_RATE);
            case "ILBC" -> CodecMatch.of(NarrowbandCodecs.ilbc(use));
            case "EVRC", "EVRC0" -> CodecMatch.of(NarrowbandCodecs.EVRC);
            case "AMR" -> CodecMatch.of(AmrCodecs.narrowband(use));
            case "AMR-WB" -> CodecMatch.of(AmrCodecs.wideband(use));
            case "G722" -> CodecMatch.of(WidebandCodecs.g722(use));
            case "G7221" -> WidebandCodecs.g7221(use);
            case "OPUS" -> CodecMatch.of(FullbandCodecs.opus(use));
            case "EVS" -> FullbandCodecs.evs(use);
            case "CLEARMODE" -> CodecMatch.none("clearmode carries data, not speech");
            case "TELEPHONE-EVENT" -> CodecMatch.none("telephone events only");
            case "CN" -> CodecMatch.none("comfort noise only");
            case "RED" -> CodecMatch.none("redundant packets whose codec is not known");
            default -> CodecMatch.none("no E-model constants for " + use.encodingName());
        };
    }
}
