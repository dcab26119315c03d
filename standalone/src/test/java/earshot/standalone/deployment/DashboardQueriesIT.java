// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.embedded.ClickHouseProcess;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every query of every dashboard on a real ClickHouse with the real tables: once empty, as on the first day, and once
 * with rows, with variables at "All" and at values. Columns that a panel and its links name must be in the result.
 */
class DashboardQueriesIT {
    private static final int FROM_HOUR = 10; // the rows of dashboard-rows.sql lie in the hour after
    private static final int INTERVAL_SECONDS = 60;

    private static final Map<String, List<String>> ALL = Map.of();
    private static final Map<String, List<String>> CHOSEN =
            Map.of("peer", List.of("192.0.2.20", "o'brien"), "probe", List.of("probe-1"));

    private static final Pattern LINKED_FIELD = Pattern.compile("__data\\.fields\\.(\\w+)");
    private static final Set<Integer> NUMERIC = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.NUMERIC,
            Types.DECIMAL,
            Types.FLOAT,
            Types.REAL,
            Types.DOUBLE);

    @TempDir
    static @Nullable Path directory;

    /** Yesterday, once the test runs: tables forget rows that are months old, at once. */
    private static LocalDate day = LocalDate.EPOCH;

    private static @Nullable ClickHouseProcess engine;
    private static @Nullable Connection empty;
    private static @Nullable Connection filled;

    @BeforeAll
    static void startEngine() throws Exception {
        day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        engine = ClickHouseProcess.start(
                Objects.requireNonNull(directory), 0, LoggerFactory.getLogger(DashboardQueriesIT.class)::info);
        empty = database(engine.connection("dashboards_empty"));
        filled = database(engine.connection("dashboards_filled"));
        try (Statement statement = filled.createStatement()) {
            for (String insert : rows().split(";\\s*\n", -1)) {
                if (!insert.isBlank()) statement.execute(insert);
            }
        }
    }

    @AfterAll
    static void stopEngine() throws Exception {
        if (empty != null) empty.close();
        if (filled != null) filled.close();
        if (engine != null) engine.close();
    }

    static List<DashboardQuery> queries() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void anEmptyDatabaseIsNoError(DashboardQuery query) throws SQLException {
        Result result = run(empty, query, ALL);

        assertColumns(query, result);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryShowsTheRowsThatAreThere(DashboardQuery query) throws SQLException {
        Result result = run(filled, query, ALL);

        assertColumns(query, result);
        assertThat(result.rows).isNotEmpty();
        assertThat(result.rows.get(0)).as("first row").anyMatch(Objects::nonNull);
        if (query.kind() == DashboardQuery.Kind.SERIES) assertSeries(result);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void chosenValuesNarrowTheResultWhateverTheyHold(DashboardQuery query) throws SQLException {
        Result result = run(filled, query, CHOSEN);

        assertColumns(query, result);
        assertThat(result.rows).isNotEmpty();
    }

    /** A call that changed its state counts once, and packets that came late are taken back. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Calls, 4",
        "Answered, 0.5",
        "Poor calls, 0.5",
        "One-way calls, 1",
        "Packet loss, 0.035",
        "Alerts firing, 0",
        "Attempts, 11",
        "ASR, 0.4",
        "NER, 0.6",
        "ACD, 60",
        "Most calls at once, 5",
        "Good media, 0.75",
    })
    void theFiguresAreThoseOfTheRows(String panel, double figure) throws SQLException {
        DashboardQuery query = queries().stream()
                .filter(candidate -> candidate.title().equals(panel))
                .findFirst()
                .orElseThrow();

        Object shown = run(filled, query, ALL).rows.get(0).get(0);

        assertThat(Double.parseDouble(String.valueOf(shown))).isEqualTo(figure);
    }

    /** Of 820 and 1000 ms in one minute and twice 100 ms in the next; nobody registered. */
    @Test
    void percentilesAreThoseOfAllTheCallsOfATime() throws SQLException {
        DashboardQuery query = queries().stream()
                .filter(candidate -> candidate.title().equals("95th percentiles of delays"))
                .findFirst()
                .orElseThrow();

        Result result = run(filled, query, ALL);

        assertThat(result.names).containsExactly("time", "SRD", "SDD", "RRD");
        assertThat(result.rows).extracting(row -> row.get(1)).containsExactly(1_000.0, 100.0);
        assertThat(result.rows).extracting(row -> row.get(3)).containsOnlyNulls();
    }

    private static void assertColumns(DashboardQuery query, Result result) {
        switch (query.kind()) {
            case SERIES -> {
                assertThat(result.names.get(0)).isEqualTo("time");
                assertThat(result.types.get(0)).isEqualTo(Types.TIMESTAMP);
                assertThat(result.types).as("a number to draw").anyMatch(NUMERIC::contains);
            }
            case TABLE -> assertThat(result.names).containsAll(namedFields(query.owner()));
            case VARIABLE -> assertThat(result.names).hasSizeBetween(1, 2);
            case ANNOTATION -> assertThat(result.names).contains("time", "text");
        }
    }

    /** Fields that a panel's overrides and links name: a renamed column would break them without a word. */
    private static Set<String> namedFields(JsonNode panel) {
        Set<String> fields = panel.at("/fieldConfig/overrides").findValues("matcher").stream()
                .filter(matcher -> matcher.get("id").asText().equals("byName"))
                .map(matcher -> matcher.get("options").asText())
                .collect(Collectors.toSet());
        Matcher links = LINKED_FIELD.matcher(panel.toString());
        while (links.find()) {
            fields.add(links.group(1));
        }
        return fields;
    }

    /** Grafana turns rows into one line per label: it needs ascending time, and one value per time and labels. */
    private static void assertSeries(Result result) {
        List<String> points = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows) {
            StringBuilder point = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                if (!NUMERIC.contains(result.types.get(i)))
                    point.append(row.get(i)).append('|');
            }
            points.add(point.toString());
            times.add(String.valueOf(row.get(0)));
        }
        assertThat(times).isSorted();
        assertThat(points).doesNotHaveDuplicates();
    }

    private static Result run(@Nullable Connection connection, DashboardQuery query, Map<String, List<String>> chosen)
            throws SQLException {
        Instant from = day.atTime(FROM_HOUR, 0).toInstant(ZoneOffset.UTC);
        String sql = query.expand(from, from.plus(Duration.ofHours(1)), INTERVAL_SECONDS, chosen);
        try (Statement statement = Objects.requireNonNull(connection).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                result.names.add(columns.getColumnLabel(i));
                result.types.add(columns.getColumnType(i));
            }
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                result.rows.add(row);
            }
            return result;
        }
    }

    private static Connection database(ClickHouse clickHouse) throws Exception {
        new Migrator(clickHouse).migrate();
        return clickHouse.connect();
    }

    private static String rows() throws IOException {
        try (var in = Objects.requireNonNull(DashboardQueriesIT.class.getResourceAsStream("dashboard-rows.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{day}", day.toString());
        }
    }

    private record Result(List<String> names, List<Integer> types, List<List<@Nullable Object>> rows) {}
}
