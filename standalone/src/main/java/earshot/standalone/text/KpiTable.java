// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.Terminal.Colour;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.KpiFigures;
import earshot.storage.KpiPoint;
import earshot.storage.KpiTimes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Key figures, one line per trunk, peer, probe or minute; what cannot be divided is a dash. */
public final class KpiTable {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private KpiTable() {}

    /**
     * The table.
     *
     * @param byMinute the lines are told apart by their minute, not by whose figures they are
     */
    public static String of(List<KpiPoint> points, boolean byMinute, Terminal terminal) {
        TextTable table = new TextTable(
                byMinute ? Column.left("MINUTE (UTC)", 0) : Column.left("WHOSE", 45),
                Column.right("TRIED"),
                Column.right("OPEN"),
                Column.right("ANSWERED"),
                Column.right("ASR"),
                Column.right("NER"),
                Column.right("SEER"),
                Column.right("ISA"),
                Column.right("SCR"),
                Column.right("ACD"),
                Column.right("SRD"),
                Column.right("SRD 95 %"),
                Column.right("SDD"),
                Column.right("AT ONCE"),
                Column.right("REGISTERED"),
                Column.right("IRA"),
                Column.right("RRD"),
                Column.right("GOOD MEDIA"),
                Column.right("LOSS"));
        for (KpiPoint point : points) {
            KpiFigures figures = point.figures();
            table.add(
                    Cell.of(byMinute ? MINUTE.format(point.time()) : whose(point)),
                    Cell.of(Long.toString(point.calls().attempts())),
                    Cell.of(Long.toString(point.calls().undecided())),
                    Cell.of(Long.toString(point.calls().answered())),
                    Cell.of(number("%.1f %%", figures.asrPercent())),
                    new Cell(number("%.1f %%", figures.nerPercent()), effective(figures.nerPercent())),
                    Cell.of(number("%.1f %%", figures.seerPercent())),
                    Cell.of(number("%.1f %%", figures.isaPercent())),
                    Cell.of(number("%.1f %%", figures.scrPercent())),
                    Cell.of(number("%.1f s", figures.acdSeconds())),
                    Cell.of(delay(figures.srdMs())),
                    Cell.of(delay(figures.srdP95Ms())),
                    Cell.of(delay(figures.sddMs())),
                    Cell.of(Long.toString(point.load().concurrentMax())),
                    Cell.of(registered(point)),
                    Cell.of(number("%.1f %%", figures.iraPercent())),
                    Cell.of(delay(figures.rrdMs())),
                    new Cell(number("%.1f %%", figures.goodPercent()), effective(figures.goodPercent())),
                    Cell.of(number("%.2f %%", figures.lossPercent())));
        }
        return table.render(terminal);
    }

    /** How the delays of everybody spread: what half, 95 and 99 of a hundred did not exceed. */
    public static String delays(KpiPoint point, Terminal terminal) {
        KpiFigures figures = point.figures();
        KpiTimes times = point.times();
        TextTable table = new TextTable(
                Column.left("DELAY", 0),
                Column.right("MEASURED"),
                Column.right("MEAN"),
                Column.right("50 % UP TO"),
                Column.right("95 % UP TO"),
                Column.right("99 % UP TO"));
        table.add(delays(
                "SRD: INVITE to first response, answered",
                times.srdCalls(),
                figures.srdMs(),
                figures.srdP50Ms(),
                figures.srdP95Ms(),
                figures.srdP99Ms()));
        table.add(delays(
                "SDD: BYE to its 2xx",
                times.sddCalls(),
                figures.sddMs(),
                figures.sddP50Ms(),
                figures.sddP95Ms(),
                figures.sddP99Ms()));
        table.add(delays(
                "RRD: REGISTER to its 2xx",
                times.rrdRegisters(),
                figures.rrdMs(),
                figures.rrdP50Ms(),
                figures.rrdP95Ms(),
                figures.rrdP99Ms()));
        return table.render(terminal);
    }

    private static Cell[] delays(
            String name,
            long measured,
            @Nullable Double mean,
            @Nullable Double half,
            @Nullable Double most,
            @Nullable Double nearlyAll) {
        return new Cell[] {
            Cell.of(name),
            Cell.of(Long.toString(measured)),
            Cell.of(delay(mean)),
            Cell.of(delay(half)),
            Cell.of(delay(most)),
            Cell.of(delay(nearlyAll))
        };
    }

    private static String delay(@Nullable Double ms) {
        return ms != null && ms < 10 ? number("%.1f ms", ms) : number("%.0f ms", ms);
    }

    /** The limits of the page and the dashboards. */
    private static Colour effective(@Nullable Double percent) {
        if (percent == null) return Colour.NONE;
        return percent >= 95 ? Colour.GOOD : percent >= 90 ? Colour.FAIR : Colour.POOR;
    }

    private static String registered(KpiPoint point) {
        long requests = point.registers().requests();
        return requests == 0 ? "-" : point.registers().registered() + "/" + requests;
    }

    private static String whose(KpiPoint point) {
        if (point.dimension().equals("overall")) return "everybody";
        String side = point.side().equals("caller") ? ", calls from" : ", calls to";
        return point.dimension() + ' ' + point.name() + (point.side().isEmpty() ? "" : side);
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
