// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.probe.dissect.DecodeError;
import earshot.standalone.text.Terminal;
import earshot.standalone.text.TextTable;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decode errors by kind, the most frequent first: what was wrong, how often, and in which packets. */
public final class ErrorTable {
    private static final int RANGES_SHOWN_MAX = 6;

    private record Kind(String layer, String reason) {}

    private ErrorTable() {}

    /**
     * The table, one line for each kind of error.
     *
     * @param errors those kept with their packet numbers, in order of reading
     * @param counts of all errors, by {@code layer:reason}
     */
    public static String of(List<DecodeError> errors, Map<String, Long> counts, int kindsMax, Terminal terminal) {
        TextTable table = new TextTable(
                Column.right("COUNT"), Column.left("LAYER", 0), Column.left("REASON", 0), Column.left("PACKETS", 0));
        Map<Kind, List<Long>> packets = packets(errors);
        List<Map.Entry<String, Long>> kinds = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Long> entry : kinds.subList(0, Math.min(kinds.size(), kindsMax))) {
            int colon = entry.getKey().indexOf(':');
            Kind kind =
                    new Kind(entry.getKey().substring(0, colon), entry.getKey().substring(colon + 1));
            table.add(
                    Cell.of(entry.getValue().toString()),
                    Cell.of(kind.layer),
                    Cell.of(kind.reason),
                    Cell.of(PacketNumbers.text(
                            packets.getOrDefault(kind, List.of()), RANGES_SHOWN_MAX, entry.getValue())));
        }
        return table.render(terminal);
    }

    /** An error of no one packet, such as a file that is cut off, has no number to show. */
    private static Map<Kind, List<Long>> packets(List<DecodeError> errors) {
        Map<Kind, List<Long>> packets = new HashMap<>();
        for (DecodeError error : errors) {
            if (error.packet() == 0) continue;
            packets.computeIfAbsent(new Kind(error.layer(), error.reason()), kind -> new ArrayList<>())
                    .add(error.packet());
        }
        return packets;
    }
}
