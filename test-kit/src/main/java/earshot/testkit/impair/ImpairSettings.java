// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * These are the arguments of one copy. Probabilities are 0 to 1, times milliseconds.
 *
 * @param start second in which the first packet of the copy is captured; the fraction of the original is kept
 * @param netFrom third octet of the IPv4 addresses that is replaced by {@code netTo}; -1 when none is
 * @param callIdTag overwrites the beginning of every Call-ID; empty for none
 * @param vlan 802.1Q tag put into every frame; 0 for none
 * @param only only streams from an endpoint that starts with this are impaired; empty for all
 * @param reports whether RTCP tells what the receivers would have seen; else it stays
 * @param silence RTP and RTCP from endpoints that start with this are removed; empty for none
 * @param overtakes whether a delayed packet is overtaken by those behind it; else they wait for it
 * @param duplicateLagMs how long after its packet a copy comes, wherever that is; 0 for just after it
 * @param sparedFirst packets at the beginning of a stream that nothing happens to but delay
 * @param sparedLast the same at its end
 * @param carrier what carries the media of the copy
 */
record ImpairSettings(
        Instant start,
        long seed,
        int netFrom,
        int netTo,
        List<Replacement> texts,
        String callIdTag,
        int vlan,
        String only,
        Reports reports,
        String silence,
        double loss,
        Burst burst,
        Jitter jitter,
        boolean overtakes,
        double reorder,
        int reorderDepth,
        double duplicate,
        double duplicateLagMs,
        int sparedFirst,
        int sparedLast,
        Carrier.Kind carrier) {

    /** What RTCP tells of the impaired line. */
    enum Reports {
        /** As in the original: of the line before, as if the packets were lost by whoever captured them. */
        ORIGINAL,
        /** Report blocks: what the receivers would have seen. */
        BLOCKS,
        /** Report blocks, and a VoIP metrics block in each compound. */
        RECEIVED
    }

    /** A text of the same length for another. */
    record Replacement(String from, String to) {}

    /** The model of Gilbert and Elliott: the chance of getting into the bad state, of leaving it, and of loss while in it. */
    record Burst(double enter, double leave, double loss) {}

    boolean impairs() {
        return loss > 0
                || burst.enter > 0
                || jitter.shape() != Jitter.Shape.NONE
                || reorder > 0
                || duplicate > 0
                || !silence.isEmpty()
                || carrier != Carrier.Kind.UDP;
    }

    /** Arguments as on the command line: {@code --seed 7 --loss 0.05 --burst 0.01,0.3 --jitter normal,20,15}. */
    static ImpairSettings parse(List<String> arguments) {
        Builder builder = new Builder();
        for (int i = 0; i + 1 < arguments.size(); i += 2) builder.set(arguments.get(i), arguments.get(i + 1));
        if (arguments.size() % 2 != 0) throw new IllegalArgumentException("an option lacks its value: " + arguments);
        return builder.build();
    }

    /** Collects the options one by one. */
    private static final class Builder {
        private Instant start = Instant.EPOCH;
        private long seed = 1;
        private int netFrom = -1;
        private int netTo = -1;
        private final List<Replacement> texts = new ArrayList<>();
        private String callIdTag = "";
        private int vlan;
        private String only = "";
        private String silence = "";
        private Reports reports = Reports.ORIGINAL;
        private double loss;
        private Burst burst = new Burst(0, 1, 1);
        private Jitter jitter = new Jitter(Jitter.Shape.NONE, 0, 0);
        private double reorder;
        private int reorderDepth = 1;
        private double duplicate;
        private double duplicateLagMs;
        private boolean overtakes;
        private int sparedFirst = 1;
        private int sparedLast = 1;
        private Carrier.Kind carrier = Carrier.Kind.UDP;

        void set(String option, String value) {
            switch (option) {
                case "--start" -> start = Instant.parse(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--net" -> setNet(value);
                case "--text" -> addText(value);
                case "--call-id-tag" -> callIdTag = value;
                case "--vlan" -> vlan = Integer.parseInt(value);
                case "--only" -> only = value;
                case "--silence" -> silence = value;
                case "--reports" -> reports = Reports.valueOf(value.toUpperCase(Locale.ROOT));
                case "--loss" -> loss = Double.parseDouble(value);
                case "--burst" -> setBurst(value);
                case "--jitter" -> setJitter(value);
                case "--reorder" -> reorder = Double.parseDouble(value);
                case "--reorder-depth" -> reorderDepth = Integer.parseInt(value);
                case "--overtaking" -> overtakes = value.equals("yes");
                case "--duplicate" -> duplicate = Double.parseDouble(value);
                case "--duplicate-lag" -> duplicateLagMs = Double.parseDouble(value);
                case "--spare" -> setSpared(value);
                case "--carry" -> carrier = Carrier.Kind.valueOf(value.toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }

        private void setNet(String value) {
            int equals = value.indexOf('=');
            netFrom = Integer.parseInt(value.substring(0, equals));
            netTo = Integer.parseInt(value.substring(equals + 1));
            addText("10.77." + netFrom + ".=10.77." + netTo + ".");
        }

        private void addText(String value) {
            int equals = value.indexOf('=');
            Replacement replacement = new Replacement(value.substring(0, equals), value.substring(equals + 1));
            if (replacement.from.length() != replacement.to.length()) {
                throw new IllegalArgumentException("--text needs texts of one length, not " + value);
            }
            texts.add(replacement);
        }

        private void setBurst(String value) {
            String[] parts = value.split(",", -1);
            double inside = parts.length > 2 ? Double.parseDouble(parts[2]) : 1;
            burst = new Burst(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), inside);
        }

        private void setSpared(String value) {
            int comma = value.indexOf(',');
            sparedFirst = Integer.parseInt(value.substring(0, comma));
            sparedLast = Integer.parseInt(value.substring(comma + 1));
        }

        private void setJitter(String value) {
            int first = value.indexOf(',');
            int second = value.indexOf(',', first + 1);
            jitter = new Jitter(
                    Jitter.Shape.valueOf(value.substring(0, first).toUpperCase(Locale.ROOT)),
                    Double.parseDouble(value.substring(first + 1, second)),
                    Double.parseDouble(value.substring(second + 1)));
        }

        ImpairSettings build() {
            return new ImpairSettings(
                    start,
                    seed,
                    netFrom,
                    netTo,
                    List.copyOf(texts),
                    callIdTag,
                    vlan,
                    only,
                    reports,
                    silence,
                    loss,
                    burst,
                    jitter,
                    overtakes,
                    reorder,
                    reorderDepth,
                    duplicate,
                    duplicateLagMs,
                    sparedFirst,
                    sparedLast,
                    carrier);
        }
    }
}
