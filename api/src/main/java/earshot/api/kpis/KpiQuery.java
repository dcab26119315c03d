// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.kpis;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.storage.KpiMinuteRow;
import earshot.storage.KpiPoint;
import earshot.storage.TableType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds up minutes: counts are summed, and ratios computed from the sums, never averaged. */
@Component
class KpiQuery {
    /** The inner columns, so that the sums have the names of what they are sums of. */
    private static final String SUMS =
            TableType.KPI_MINUTES.columns().stream().map(KpiQuery::summed).collect(Collectors.joining(",\n        "));

    private static final String SEEN = """
            SELECT
                name AS address,
                min(minute) AS firstSeen,
                max(minute) AS lastSeen,
                sum(calls_attempts) AS attempts
            FROM kpi_minutes FINAL""";

    private final Store store;

    KpiQuery(Store store) {
        this.store = store;
    }

    /** Items by time, the latest when there are too many; in total the busiest first. */
    List<KpiPoint> points(KpiFilter filter) {
        Long step = filter.stepSeconds();
        String time =
                step == null ? "min(m.minute)" : "any(toStartOfInterval(m.minute, INTERVAL {step:UInt32} SECOND))";
        Query query = minutes(time, filter.fromTime(), filter.toTime())
                .where("m.dimension = {by:String}", "by", filter.dimension())
                .whereGiven("m.name = {name:String}", "name", filter.name())
                .whereGiven("m.side = {side:String}", "side", filter.sideWord());
        String group = step == null ? "" : "toStartOfInterval(m.minute, INTERVAL {step:UInt32} SECOND), ";
        String order = step == null ? "calls_attempts DESC, name, side" : "minute DESC, name, side";
        if (step != null) query.bind("step", step);
        query.then("GROUP BY " + group + "m.dimension, m.name, m.side)\nORDER BY " + order + "\nLIMIT {limit:UInt32}")
                .bind("limit", filter.itemsMax());
        List<KpiPoint> points = new ArrayList<>();
        for (KpiMinuteRow row : store.rows(KpiMinuteRow.class, query)) points.add(KpiPoint.of(row, step));
        if (step != null) Collections.reverse(points);
        return points;
    }

    /** Addresses with calls or registrations, the busiest first. */
    List<Seen> peers(@Nullable Instant from, @Nullable Instant to, int limit) {
        return store.rows(
                Seen.class,
                times(new Query(SEEN), "minute", from, to)
                        .where("dimension = 'peer' AND NOT is_empty")
                        .then("GROUP BY name\nORDER BY attempts DESC, name\nLIMIT {limit:UInt32}")
                        .bind("limit", limit));
    }

    /** When an address was seen. */
    record Seen(String address, Instant firstSeen, Instant lastSeen, long attempts) {}

    private static Query minutes(String time, @Nullable Instant from, @Nullable Instant to) {
        String inner = SUMS.replace("{time}", time);
        String select = "SELECT " + TableType.KPI_MINUTES.jsonColumnList() + "\nFROM (\n    SELECT\n        " + inner
                + "\n    FROM kpi_minutes AS m FINAL";
        return times(new Query(select), "m.minute", from, to).where("NOT m.is_empty");
    }

    private static Query times(Query query, String column, @Nullable Instant from, @Nullable Instant to) {
        return query.whereGiven(column + " >= fromUnixTimestamp64Micro({from:Int64})", "from", from)
                .whereGiven(column + " < fromUnixTimestamp64Micro({to:Int64})", "to", to);
    }

    private static String summed(String column) {
        return switch (column) {
            case "minute" -> "{time} AS minute";
            case "dimension", "name", "side" -> "m." + column + " AS " + column;
            case "version" -> "max(m.version) AS version";
            case "is_empty" -> "false AS is_empty";
            case "load_concurrent_max", "load_starts_max" -> "max(m." + column + ") AS " + column;
            case "load_concurrent_end" -> "argMax(m." + column + ", m.minute) AS " + column;
            case "statuses", "times_srd_spread", "times_sdd_spread", "times_rrd_spread" ->
                "sumMap(m." + column + ") AS " + column;
            default -> "sum(m." + column + ") AS " + column;
        };
    }
}
