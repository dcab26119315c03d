// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

/**
 * Whose figures: everybody's, a peer's, a trunk's or a probe's.
 *
 * @param side of a peer or trunk in its calls: {@code caller} where it sent the INVITE, {@code callee} where it received
 *     it; empty otherwise
 * @param name address, name of the trunk or id of the probe; empty for everybody
 */
public record KpiCell(Dimension dimension, String side, String name) {
    /** What figures are told apart by. */
    public enum Dimension {
        OVERALL("overall"),
        PEER("peer"),
        TRUNK("trunk"),
        PROBE("probe");

        private final String word;

        Dimension(String word) {
            this.word = word;
        }

        /** As in tables and answers. */
        public String word() {
            return word;
        }
    }

    public static final String CALLER = "caller";
    public static final String CALLEE = "callee";
    /** The name under which peers above the limit of a minute are counted together: no address looks like it. */
    public static final String OTHER = "other";

    private static final String PEER_TEXT = Dimension.PEER.name() + '|';

    static final KpiCell EVERYBODY = new KpiCell(Dimension.OVERALL, "", "");

    static KpiCell peer(String side, String address) {
        return new KpiCell(Dimension.PEER, side, address);
    }

    static KpiCell trunk(String side, String name) {
        return new KpiCell(Dimension.TRUNK, side, name);
    }

    static KpiCell probe(String id) {
        return new KpiCell(Dimension.PROBE, "", id);
    }

    /** Names it within a minute; {@link #parse} reads it. */
    String text() {
        return dimension.name() + '|' + side + '|' + name;
    }

    /** Whether a text names a peer. */
    static boolean isPeer(String text) {
        return text.startsWith(PEER_TEXT);
    }

    static KpiCell parse(String text) {
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        return new KpiCell(
                Dimension.valueOf(text.substring(0, first)),
                text.substring(first + 1, second),
                text.substring(second + 1));
    }
}
