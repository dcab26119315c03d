// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;

/** Wideband codecs but AMR-WB: Ie,WB of G.113 Appendix IV, which gives no Bpl,WB for them. */
final class WidebandCodecs {
    private static final String SOURCE =
            "Ie: G.113 App. IV, quoted at second hand; Bpl: assumed, as of AMR-WB 12.65 kbit/s";
    private static final double BPL = 4.3;

    private WidebandCodecs() {}

    /** RTP carries 64 kbit/s, of which a sender may use 56 or 48 (RFC 3551 section 4.5.2): its packets are smaller then. */
    static CodecConstants g722(CodecUse use) {
        double octetsPerMs = use.ptimeMs() > 0 && !use.encrypted() ? use.payloadOctets() / use.ptimeMs() : 0;
        if (octetsPerMs > 0 && octetsPerMs < 6.5) return g722("48 kbit/s", 31, ModeFrom.PACKETS);
        if (octetsPerMs > 0 && octetsPerMs < 7.5) return g722("56 kbit/s", 20, ModeFrom.PACKETS);
        return g722("64 kbit/s", 13, octetsPerMs > 0 ? ModeFrom.PACKETS : ModeFrom.CODEC);
    }

    private static CodecConstants g722(String rate, double ie, ModeFrom from) {
        return new CodecConstants("G722", rate, from, Scale.WB, ie, BPL, 1.5, Origin.ESTIMATED, SOURCE);
    }

    /** The rate is a required parameter (RFC 5577 section 5.1). */
    static CodecMatch g7221(CodecUse use) {
        double bitrate = use.number("bitrate");
        if (bitrate > 32_000) return CodecMatch.none("no E-model constants for G7221 above 32 kbit/s");
        boolean high = bitrate == 32_000;
        ModeFrom from = bitrate > 0 ? ModeFrom.SDP : ModeFrom.CAUTION;
        return CodecMatch.of(new CodecConstants(
                "G7221",
                high ? "32 kbit/s" : "24 kbit/s",
                from,
                Scale.WB,
                high ? 13 : 19,
                BPL,
                20,
                Origin.ESTIMATED,
                SOURCE));
    }
}
