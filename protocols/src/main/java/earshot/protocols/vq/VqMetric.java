// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.vq;

import org.jspecify.annotations.Nullable;

/**
 * These are the numbers of a report that are kept, each with the word that names it (RFC 6035 §4.6) and the range outside
 * which it is unknown. The words differ from line to line, so that a number is found on whatever line a telephone wrote
 * it.
 */
public enum VqMetric {
    PAYLOAD_TYPE("PT", 0, 127),
    SAMPLE_RATE_HZ("SR", 1, 10_000_000),
    FRAME_MS("FD", 0.01, 10_000),
    JITTER_BUFFER_NOMINAL_MS("JBN", 0, 0xFFFF),
    JITTER_BUFFER_MAXIMUM_MS("JBM", 0, 0xFFFF),
    JITTER_BUFFER_ABSOLUTE_MAXIMUM_MS("JBX", 0, 0xFFFF),
    LOSS_PERCENT("NLR", 0, 100),
    DISCARD_PERCENT("JDR", 0, 100),
    BURST_DENSITY_PERCENT("BLD", 0, 100),
    BURST_DURATION_MS("BD", 0, Integer.MAX_VALUE),
    GAP_DENSITY_PERCENT("GLD", 0, 100),
    /** Longer than the 65,535 of the grammar in telephones that write the length of a call without loss. */
    GAP_DURATION_MS("GD", 0, Integer.MAX_VALUE),
    /** A delay of 0 is what a telephone writes that has not measured it (RFC 3611 §4.7.3). */
    ROUND_TRIP_DELAY_MS("RTD", 1, 0xFFFF),
    END_SYSTEM_DELAY_MS("ESD", 1, 0xFFFF),
    ONE_WAY_DELAY_MS("OWD", 1, 0xFFFF),
    /** Half a round trip and the delays of both ends. */
    SYMMETRIC_ONE_WAY_DELAY_MS("SOWD", 1, 0xFFFF),
    /** As in RFC 3550 §6.4.1. */
    JITTER_MS("IAJ", 0, 0xFFFF),
    /** Mean absolute deviation of the playout (ITU-T G.1020 MAPDV2). */
    MEAN_ABSOLUTE_JITTER_MS("MAJ", 0, 0xFFFF),
    SIGNAL_LEVEL_DBM("SL", -126, 30),
    NOISE_LEVEL_DBM("NL", -126, 30),
    /** Residual echo return loss; 127 is unavailable. */
    ECHO_RETURN_LOSS_DB("RERL", 0, 126),
    R_LISTENING("RLQ", 0, 120),
    R_CONVERSATIONAL("RCQ", 0, 120),
    MOS_LQ("MOSLQ", 1, 5),
    MOS_CQ("MOSCQ", 1, 5);

    private static final int DIGITS_MAX = 15;

    private final String word;
    private final double least;
    private final double most;

    VqMetric(String word, double least, double most) {
        this.word = word;
        this.least = least;
        this.most = most;
    }

    /** The metric that a word names in whatever case; null for the many that are not kept. */
    static @Nullable VqMetric named(String word) {
        for (VqMetric metric : values()) {
            if (metric.word.equalsIgnoreCase(word)) return metric;
        }
        return null;
    }

    /** The number of a text; null when it is none, or none that this metric can have. */
    @Nullable
    Double read(String text) {
        int end = numberEnd(text);
        if (end == 0 || end > DIGITS_MAX || !isUnit(text.substring(end))) return null;
        try {
            double value = Double.parseDouble(text.substring(0, end));
            return value >= least && value <= most ? Double.valueOf(value) : null;
        } catch (NumberFormatException e) {
            return null; // a sign or a point without digits
        }
    }

    private static int numberEnd(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        while (at < text.length() && (text.charAt(at) == '.' || (text.charAt(at) >= '0' && text.charAt(at) <= '9')))
            at++;
        return at;
    }

    /** Several sample rates may follow the first; some write the unit. */
    private static boolean isUnit(String rest) {
        String unit = rest.strip();
        return unit.isEmpty() || unit.equals("%") || unit.equalsIgnoreCase("ms") || unit.startsWith(";");
    }
}
