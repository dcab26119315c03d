// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of codec constants, each with the clause it comes from.
 *
 * <p>A codec that is not here gets no score: silently taking it for G.711 would flatter some and slander others.
 */
public final class Codecs {
    private static final String G113_NB = "G.113 App. I, Ie and Bpl";
    private static final String IE_ONLY = "Ie: G.113 App. I; Bpl assumed ";

    private static final Map<String, CodecConstants> TABLE = Map.ofEntries(
            published("PCMU", 0, 25.1, 0, G113_NB + " with packet loss concealment of G.711 App. I"),
            published("PCMA", 0, 25.1, 0, G113_NB + " with packet loss concealment of G.711 App. I"),
            published("G729", 11, 19.0, 5, G113_NB + " of G.729A with VAD, as annexb is on unless SDP turns it off"),
            published("G723", 15, 16.1, 7.5, G113_NB + " of G.723.1 at 6.3 kbit/s with VAD"),
            published("GSM-EFR", 5, 10.0, 5, G113_NB),
            estimated("GSM", Scale.NB, 20, 10.0, 0, IE_ONLY + "as of GSM-EFR"),
            estimated("GSM-HR", Scale.NB, 23, 10.0, 0, IE_ONLY + "as of GSM-EFR"),
            estimated("GSM-HR-08", Scale.NB, 23, 10.0, 0, IE_ONLY + "as of GSM-EFR"),
            estimated("G726-40", Scale.NB, 2, 4.3, 0, IE_ONLY + "as of G.711 without concealment"),
            estimated("G726-32", Scale.NB, 7, 4.3, 0, IE_ONLY + "as of G.711 without concealment"),
            estimated("G726-24", Scale.NB, 25, 4.3, 0, IE_ONLY + "as of G.711 without concealment"),
            estimated("G726-16", Scale.NB, 50, 4.3, 0, IE_ONLY + "as of G.711 without concealment"),
            estimated("G728", Scale.NB, 7, 10.0, 0.6, IE_ONLY + "as of GSM-EFR"),
            estimated("ILBC", Scale.NB, 11, 30.0, 5, "no row in G.113; planning values in use by vendors"),
            estimated("AMR", Scale.NB, 5, 10.0, 5, "no row in G.113; as GSM-EFR, which is its 12.2 kbit/s mode"),
            estimated("G722", Scale.WB, 13, 4.3, 1.5, "Ie: G.113 App. IV at 64 kbit/s; Bpl assumed, none published"),
            estimated("AMR-WB", Scale.WB, 13, 4.3, 5.9, "G.113 App. IV at 12.65 kbit/s; Ie monotic, Bpl diotic"),
            estimated("OPUS", Scale.FB, 10.2, 4.3, 6.5, "no row in G.113; values in use by open source"));

    private Codecs() {}

    /**
     * The constants of a codec by its RTP encoding name, in any case.
     *
     * @return null when none are known, or when it does not carry speech
     */
    public static @Nullable CodecConstants find(@Nullable String encodingName) {
        if (encodingName == null) return null;
        String name = encodingName.toUpperCase(Locale.ROOT);
        if (name.startsWith("AAL2-")) name = name.substring("AAL2-".length()); // the same codec, other bit order
        return TABLE.get(name);
    }

    private static Map.Entry<String, CodecConstants> published(
            String name, double ie, double bpl, double lookaheadMs, String source) {
        return Map.entry(name, new CodecConstants(name, Scale.NB, ie, bpl, lookaheadMs, false, source));
    }

    private static Map.Entry<String, CodecConstants> estimated(
            String name, Scale scale, double ie, double bpl, double lookaheadMs, String source) {
        return Map.entry(name, new CodecConstants(name, scale, ie, bpl, lookaheadMs, true, source));
    }
}
