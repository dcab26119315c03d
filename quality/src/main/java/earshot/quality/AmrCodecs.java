// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;
import java.util.List;

/**
 * AMR and AMR-WB, whose modes lie up to two MOS apart. A mode-set of one mode tells the mode; else the mean size of the
 * packets tells a mode that runs at least, since comfort noise and lower modes only make packets smaller.
 */
final class AmrCodecs {
    private static final double FRAME_MS = 20;
    /** A frame now and then may be smaller before the mode counts as a lower one, octets. */
    private static final double SLACK_OCTETS = 0.5;

    private static final String INFERRED = "no row in G.113; Ie: inferred from delay bounds published for R 70"
            + " (Telektronikk 2001); Bpl: assumed, as of GSM-EFR";
    private static final String MONOTIC = "Ie: G.113 App. IV, monotic; Bpl: ";
    private static final String DIOTIC = MONOTIC + "G.113 App. IV, diotic";
    private static final String AS_12_65 = MONOTIC + "assumed, as of 12.65 kbit/s";

    /** Bits of speech in one frame (RFC 4867 section 3.6), and what they are worth. */
    private record Mode(int number, String rate, int bits, double ie, double bpl, String source) {}

    private static final List<Mode> NARROWBAND = List.of(
            new Mode(0, "4.75 kbit/s", 95, 21.3, 10, INFERRED),
            new Mode(1, "5.15 kbit/s", 103, 19.5, 10, INFERRED),
            new Mode(2, "5.9 kbit/s", 118, 16.5, 10, INFERRED),
            new Mode(3, "6.7 kbit/s", 134, 13.7, 10, INFERRED),
            new Mode(4, "7.4 kbit/s", 148, 11.6, 10, INFERRED),
            new Mode(5, "7.95 kbit/s", 159, 10.1, 10, INFERRED),
            new Mode(6, "10.2 kbit/s", 204, 6.0, 10, INFERRED),
            new Mode(7, "12.2 kbit/s", 244, 5.0, 10, "no row in G.113; Ie, Bpl: as of GSM-EFR, the same coder"));

    private static final List<Mode> WIDEBAND = List.of(
            new Mode(0, "6.6 kbit/s", 132, 41, 4.3, AS_12_65),
            new Mode(1, "8.85 kbit/s", 177, 26, 4.3, AS_12_65),
            new Mode(2, "12.65 kbit/s", 253, 13, 4.3, DIOTIC),
            new Mode(3, "14.25 kbit/s", 285, 10, 4.3, AS_12_65),
            new Mode(4, "15.85 kbit/s", 317, 7, 4.3, AS_12_65),
            new Mode(5, "18.25 kbit/s", 365, 5, 4.3, AS_12_65),
            new Mode(6, "19.85 kbit/s", 397, 3, 4.3, AS_12_65),
            new Mode(7, "23.05 kbit/s", 461, 1, 4.6, DIOTIC),
            new Mode(8, "23.85 kbit/s", 477, 8, 4.9, DIOTIC));

    private AmrCodecs() {}

    static CodecConstants narrowband(CodecUse use) {
        return constants("AMR", Scale.NB, 5, NARROWBAND, use);
    }

    static CodecConstants wideband(CodecUse use) {
        return constants("AMR-WB", Scale.WB, 5.9, WIDEBAND, use);
    }

    private static CodecConstants constants(
            String name, Scale scale, double lookaheadMs, List<Mode> all, CodecUse use) {
        List<Mode> allowed = allowed(all, use);
        Mode mode = allowed.get(0);
        ModeFrom from = ModeFrom.CAUTION;
        if (allowed.size() == 1) {
            from = ModeFrom.SDP;
        } else {
            for (Mode candidate : allowed) {
                if (!fits(candidate, use)) continue;
                mode = candidate;
                from = use.encrypted() ? ModeFrom.CAUTION : ModeFrom.PACKETS;
            }
        }
        return new CodecConstants(
                name, mode.rate, from, scale, mode.ie, mode.bpl, lookaheadMs, Origin.ESTIMATED, mode.source);
    }

    /** The modes of {@code mode-set=0,2,5}; all when there is none, or none that is known. */
    private static List<Mode> allowed(List<Mode> all, CodecUse use) {
        String set = use.parameter("mode-set");
        if (set == null) return all;
        String list = ',' + set.replace(" ", "") + ',';
        List<Mode> allowed = all.stream()
                .filter(mode -> list.contains("," + mode.number + ','))
                .toList();
        return allowed.isEmpty() ? all : allowed;
    }

    /** The mean packet is no smaller than the mode's in the tighter of the two forms (RFC 4867 section 4.3). */
    private static boolean fits(Mode mode, CodecUse use) {
        int frames = use.frames(FRAME_MS);
        int octets = (4 + frames * (6 + mode.bits) + 7) / 8;
        return use.speechOctets() >= octets - SLACK_OCTETS;
    }
}
