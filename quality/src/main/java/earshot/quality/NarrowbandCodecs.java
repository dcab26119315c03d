// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;

/** Narrowband codecs: Ie of G.113 Appendix I Table I.1, Bpl of its table of robustness against random loss. */
final class NarrowbandCodecs {
    private static final String IE = "Ie: G.113 App. I";
    private static final String AS_EFR = "; Bpl: assumed, as of GSM-EFR";

    static final CodecConstants GSM_FULL_RATE = one("GSM", 20, 10.0, 0, Origin.ESTIMATED, IE + AS_EFR);
    static final CodecConstants GSM_HALF_RATE = one("GSM-HR", 23, 10.0, 0, Origin.ESTIMATED, IE + AS_EFR);
    static final CodecConstants GSM_ENHANCED_FULL_RATE =
            one("GSM-EFR", 5, 10.0, 5, Origin.PUBLISHED, IE + "; Bpl: G.113 App. I");
    static final CodecConstants EVRC =
            one("EVRC", 6, 10.0, 0, Origin.ESTIMATED, "Ie: G.113 App. I row IS-127, quoted at second hand" + AS_EFR);
    static final CodecConstants G728 = one("G728", 7, 10.0, 0.6, Origin.ESTIMATED, IE + " at 16 kbit/s" + AS_EFR);

    /** Octets of a frame of 30 ms above which it must be one of 24, not one of 20 (RFC 3551 section 4.5.3). */
    private static final double G723_HIGH_RATE_OCTETS = 22;

    private NarrowbandCodecs() {}

    static CodecConstants g711(String name, boolean concealment) {
        return concealment
                ? one(
                        name,
                        0,
                        25.1,
                        0,
                        Origin.PUBLISHED,
                        IE + "; Bpl: G.113 App. I, concealment of G.711 App. I, 10 ms")
                : one(name, 0, 4.3, 0, Origin.PUBLISHED, IE + "; Bpl: G.113 App. I, no concealment, 10 ms");
    }

    /** Annex B (VAD) is on unless the description turns it off (RFC 4856 section 2.1.9). */
    static CodecConstants g729(CodecUse use) {
        if (use.says("annexb", "no")) {
            String source = IE + "; Bpl: assumed, as of G.729A with VAD";
            return new CodecConstants("G729", "no VAD", ModeFrom.SDP, Scale.NB, 10, 19, 5, Origin.ESTIMATED, source);
        }
        ModeFrom from = use.format() == null ? ModeFrom.CAUTION : ModeFrom.SDP;
        String source = "Ie, Bpl: G.113 App. I, G.729A with VAD, 20 ms";
        return new CodecConstants("G729", "VAD", from, Scale.NB, 11, 19, 5, Origin.PUBLISHED, source);
    }

    static CodecConstants g723(CodecUse use) {
        double frameOctets = use.speechOctets() / use.frames(30);
        if (use.says("bitrate", "6.3")) return g723HighRate(ModeFrom.SDP);
        if (frameOctets > G723_HIGH_RATE_OCTETS) return g723HighRate(ModeFrom.PACKETS);
        ModeFrom from = use.says("bitrate", "5.3") ? ModeFrom.SDP : ModeFrom.CAUTION;
        String source = IE + "; Bpl: assumed, as of 6.3 kbit/s";
        return new CodecConstants("G723", "5.3 kbit/s", from, Scale.NB, 19, 16.1, 7.5, Origin.ESTIMATED, source);
    }

    private static CodecConstants g723HighRate(ModeFrom from) {
        String source = "Ie, Bpl: G.113 App. I, G.723.1 at 6.3 kbit/s with VAD, 30 ms";
        return new CodecConstants("G723", "6.3 kbit/s", from, Scale.NB, 15, 16.1, 7.5, Origin.PUBLISHED, source);
    }

    /** The rate is part of the name; G721 is the old name of 32 kbit/s. */
    static CodecConstants g726(String name) {
        double ie =
                switch (name) {
                    case "G726-40" -> 2;
                    case "G726-24" -> 25;
                    case "G726-16" -> 50;
                    default -> 7;
                };
        String source = IE + "; Bpl: assumed, as of G.711 without concealment";
        return one(name.equals("G721") ? "G726-32" : name, ie, 4.3, 0, Origin.ESTIMATED, source);
    }

    /** Frames of 20 or 30 ms, by what a packet holds; 30 is the default and the worse one (RFC 3952 section 5). */
    static CodecConstants ilbc(CodecUse use) {
        boolean by20 = isMultiple(use.ptimeMs(), 20);
        boolean by30 = isMultiple(use.ptimeMs(), 30);
        if (by20 != by30) return ilbc(by20, ModeFrom.PACKETS);
        if (use.says("mode", "20")) return ilbc(true, ModeFrom.SDP);
        return ilbc(false, use.format() == null ? ModeFrom.CAUTION : ModeFrom.SDP);
    }

    private static CodecConstants ilbc(boolean shortFrames, ModeFrom from) {
        String source = "no row in G.113; planning values in use by vendors";
        return shortFrames
                ? new CodecConstants("iLBC", "15.2 kbit/s", from, Scale.NB, 11, 30, 5, Origin.ESTIMATED, source)
                : new CodecConstants("iLBC", "13.3 kbit/s", from, Scale.NB, 12, 30, 10, Origin.ESTIMATED, source);
    }

    private static boolean isMultiple(double ptimeMs, double frameMs) {
        return ptimeMs > 0 && Math.abs(ptimeMs / frameMs - Math.rint(ptimeMs / frameMs)) < 0.01;
    }

    private static CodecConstants one(
            String name, double ie, double bpl, double lookaheadMs, Origin origin, String source) {
        return new CodecConstants(name, "", ModeFrom.CODEC, Scale.NB, ie, bpl, lookaheadMs, origin, source);
    }
}
