// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.Capture;
import earshot.calls.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The key figures of some events, as whoever reads the rows sees them. */
final class Minutes {
    private final Map<String, KpiMinute> rows;

    private Minutes(Map<String, KpiMinute> rows) {
        this.rows = rows;
    }

    static Minutes of(Capture capture) {
        return of(capture, KpiSettings.DEFAULT);
    }

    static Minutes of(Capture capture, KpiSettings settings) {
        return of(capture.inOrder().events, settings);
    }

    static Minutes of(List<Object> events, KpiSettings settings) {
        return new Minutes(Rows.counting(events, settings).kpis);
    }

    /** Everybody's figures of the nth minute. */
    KpiCounts overall(int minute) {
        return of(minute, KpiCell.EVERYBODY);
    }

    KpiCounts caller(int minute, String address) {
        return of(minute, KpiCell.peer(KpiCell.CALLER, address));
    }

    KpiCounts callee(int minute, String address) {
        return of(minute, KpiCell.peer(KpiCell.CALLEE, address));
    }

    KpiCounts of(int minute, KpiCell cell) {
        KpiMinute row = rows.get((Capture.START / 1_000_000 + 60L * minute) + "|" + cell.text());
        return row == null ? new KpiCounts() : row.counts;
    }

    /** All rows that count anything, as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        rows.forEach((key, row) -> {
            if (!row.counts.isZero()) texts.put(key, text(row.counts));
        });
        return texts;
    }

    private static String text(KpiCounts counts) {
        StringBuilder text = new StringBuilder();
        for (KpiCount count : KpiCount.values()) {
            if (counts.get(count) != 0)
                text.append(count).append('=').append(counts.get(count)).append(' ');
        }
        for (DelayKind kind : DelayKind.values()) {
            text.append(kind)
                    .append(' ')
                    .append(new TreeMap<>(counts.spread(kind)))
                    .append(' ');
        }
        return text + new TreeMap<>(counts.statuses).toString() + " up to " + counts.concurrentMax() + ", "
                + counts.concurrentEnd() + " at the end, " + counts.startsMax() + " a second";
    }
}
