// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.Terminal.Colour;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.AlertRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Floods, scans, fraud, silence and incidents: one line each. */
public final class PatternTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PatternTable() {}

    public static String of(List<AlertRow> patterns, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("SINCE (UTC)", 0),
                Column.right("FOR"),
                Column.left("PATTERN", 0),
                Column.left("WHAT", 0),
                Column.left("FIRST CALL", 36));
        for (AlertRow one : patterns) {
            table.add(
                    Cell.of(TIME.format(one.startsAt())),
                    Cell.of(lasted(one.startsAt(), one.endsAt())),
                    new Cell(one.metric().substring(one.metric().indexOf('.') + 1), colour(one.severity())),
                    Cell.of(one.annotations().getOrDefault("summary", "")),
                    Cell.of(one.callIds().isEmpty() ? "-" : one.callIds().get(0)));
        }
        return table.render(terminal);
    }

    /** A dash where it had not ended with the capture. */
    private static String lasted(Instant startsAt, @Nullable Instant endsAt) {
        return endsAt == null ? "-" : Duration.between(startsAt, endsAt).toMinutes() + " min";
    }

    private static Colour colour(String severity) {
        return severity.equals("warning") ? Colour.FAIR : Colour.POOR;
    }
}
