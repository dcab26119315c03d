// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.storage.KpiCalls;
import earshot.storage.KpiLoad;
import earshot.storage.KpiMedia;
import earshot.storage.KpiMinuteRow;
import earshot.storage.KpiRegisters;
import earshot.storage.KpiTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Key figures with known sums: two minutes of everybody, of two peers and of a trunk; an old version; a deleted row. */
public final class SeededKpis {
    public static final Instant MINUTE = Instant.parse("2096-01-02T03:04:00Z");

    private SeededKpis() {}

    static List<KpiMinuteRow> rows() {
        return List.of(
                row(0, "overall", "", "", 1, 1, 0, 1), // outdated
                row(0, "overall", "", "", 9, 10, 4, 3),
                row(1, "overall", "", "", 5, 6, 4, 7),
                row(0, "peer", "192.0.2.1", "caller", 3, 3, 1, 1),
                row(1, "peer", "192.0.2.1", "callee", 3, 1, 1, 1),
                row(0, "peer", "2001:db8::2", "caller", 3, 12, 3, 2),
                row(0, "trunk", "O'Brien \\ Söhne", "callee", 3, 0, 0, 0),
                gone());
    }

    private static KpiMinuteRow row(
            int minute,
            String dimension,
            String name,
            String side,
            long version,
            long attempts,
            long answered,
            long up) {
        return new KpiMinuteRow(
                MINUTE.plusSeconds(60L * minute),
                dimension,
                name,
                side,
                version,
                false,
                new KpiCalls(
                        attempts,
                        0,
                        answered,
                        attempts - answered,
                        0,
                        0,
                        0,
                        0,
                        1,
                        0,
                        attempts,
                        attempts,
                        0,
                        answered,
                        0,
                        0,
                        0,
                        0),
                new KpiTimes(
                        answered,
                        answered * 30_000_000,
                        answered,
                        answered * 250_000,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Map.of("270", answered),
                        Map.of(),
                        Map.of()),
                new KpiRegisters(0, 0, 0, 0, 0),
                new KpiMedia(90_000_000, 30_000_000, 0, 1_000, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new KpiLoad(up, Math.max(0, up - 1), 2),
                Map.of("200", answered, "486", attempts - answered));
    }

    /** All that was counted of it was taken back. */
    private static KpiMinuteRow gone() {
        return new KpiMinuteRow(
                MINUTE,
                "peer",
                "192.0.2.99",
                "caller",
                2,
                true,
                new KpiCalls(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new KpiTimes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of()),
                new KpiRegisters(0, 0, 0, 0, 0),
                new KpiMedia(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new KpiLoad(0, 0, 0),
                Map.of());
    }
}
