// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.KpiFigures;
import earshot.storage.KpiPoint;
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
                    Cell.of(number("%.1f %%", figures.nerPercent())),
                    Cell.of(number("%.1f %%", figures.seerPercent())),
                    Cell.of(number("%.1f %%", figures.isaPercent())),
                    Cell.of(number("%.1f %%", figures.scrPercent())),
                    Cell.of(number("%.1f s", figures.acdSeconds())),
                    Cell.of(number("%.0f ms", figures.srdMs())),
                    Cell.of(number("%.0f ms", figures.sddMs())),
                    Cell.of(Long.toString(point.load().concurrentMax())),
                    Cell.of(point.registers().registered() + "/"
                            + point.registers().requests()),
                    Cell.of(number("%.1f %%", figures.iraPercent())),
                    Cell.of(number("%.0f ms", figures.rrdMs())),
                    Cell.of(number("%.1f %%", figures.goodPercent())),
                    Cell.of(number("%.2f %%", figures.lossPercent())));
        }
        return table.render(terminal);
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
