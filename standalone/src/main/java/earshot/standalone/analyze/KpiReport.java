// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.standalone.text.KpiTable;
import earshot.standalone.text.Terminal;
import earshot.standalone.text.Terminal.Colour;
import earshot.storage.KpiPoint;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/** What {@code analyze --kpis} prints: everybody first, then when it was, then who. */
final class KpiReport {
    private static final int PEERS_SHOWN_MAX = 40;

    private KpiReport() {}

    static void print(Analysis analysis, PrintWriter out, Terminal terminal) {
        var totals = analysis.kpiTotals();
        if (totals.isEmpty()) {
            out.println("no calls, registrations or media in these files");
            return;
        }
        long probes = totals.stream()
                .filter(point -> point.dimension().equals("probe"))
                .count();
        List<KpiPoint> all = totals.stream()
                .filter(point -> !point.dimension().equals("peer"))
                .filter(point -> probes > 1 || !point.dimension().equals("probe"))
                .toList();
        table("Whole capture", all, false, out, terminal);
        totals.stream()
                .filter(point -> point.dimension().equals("overall"))
                .forEach(point -> out.printf(
                        "%n%s%n%s",
                        terminal.paint(Colour.HEADING, "Delays of everybody"), KpiTable.delays(point, terminal)));
        List<KpiPoint> minutes = analysis.kpis().stream()
                .filter(point -> point.dimension().equals("overall"))
                .toList();
        out.println();
        table("Everybody by minute (" + minutes.size() + ")", minutes, true, out, terminal);
        peers(totals, out, terminal);
    }

    /** The busiest first, and only so many: nobody reads thousands. */
    private static void peers(List<KpiPoint> totals, PrintWriter out, Terminal terminal) {
        List<KpiPoint> peers = totals.stream()
                .filter(point -> point.dimension().equals("peer"))
                .sorted(Comparator.comparingLong(
                                (KpiPoint point) -> -point.calls().attempts())
                        .thenComparingLong(point -> -point.registers().requests())
                        .thenComparing(KpiPoint::name)
                        .thenComparing(KpiPoint::side))
                .toList();
        if (peers.isEmpty()) return;
        out.println();
        List<KpiPoint> shown = peers.subList(0, Math.min(peers.size(), PEERS_SHOWN_MAX));
        table("Peers, the busiest first (" + peers.size() + ")", shown, false, out, terminal);
        if (peers.size() > shown.size()) {
            out.printf("and %d more; --kpis --json has all of them by minute%n", peers.size() - shown.size());
        }
    }

    private static void table(
            String title, List<KpiPoint> points, boolean byMinute, PrintWriter out, Terminal terminal) {
        out.printf("%s%n%s", terminal.paint(Colour.HEADING, title), KpiTable.of(points, byMinute, terminal));
    }
}
