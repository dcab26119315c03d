// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.storage.CallLinkRow;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What storage promises of any ClickHouse; each kind of engine runs it. */
abstract class StorageContract {
    /** A database of this engine that no other test uses. */
    abstract ClickHouse database(String name);

    static List<TableType<?>> tables() {
        return TableType.ALL;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aRowReadIsTheRowWritten(TableType<?> table) throws Exception {
        roundTrip(table);
    }

    @Test
    void timesAreUtcWhateverTheZoneOfTheProgram() throws Exception {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            ClickHouse clickHouse = database("zones");
            new Migrator(clickHouse).migrate();
            // Between the clock changes of America and Europe; far ahead, since what is old enough is deleted (TTL).
            Instant time = Instant.parse("2099-03-29T01:30:00.123456Z");
            CallLinkRow link = new CallLinkRow("a", "b", 1, "A", "B", "media", 0.5, time, List.of("192.0.2.1:4000"));
            try (TableWriter<CallLinkRow> writer = TableWriter.open(clickHouse, TableType.CALL_LINKS)) {
                writer.insert(List.of(link));
            }
            assertThat(read(clickHouse, TableType.CALL_LINKS)).containsExactly(link);
            assertThat(single(clickHouse, "SELECT toString(time) FROM call_links"))
                    .isEqualTo("2099-03-29 01:30:00.123456");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aLaterVersionReplacesTheEarlierWhicheverCameFirst() throws Exception {
        ClickHouse clickHouse = database("versions");
        new Migrator(clickHouse).migrate();
        Instant time = Instant.parse("2099-11-21T12:00:00Z");
        CallLinkRow old = new CallLinkRow("a", "b", 1, "A", "B", "media", 0.5, time, List.of());
        CallLinkRow newer = new CallLinkRow("a", "b", 2, "A", "B", "media", 0.9, time, List.of("192.0.2.1:4000"));
        try (TableWriter<CallLinkRow> writer = TableWriter.open(clickHouse, TableType.CALL_LINKS)) {
            writer.insert(List.of(newer));
            writer.insert(List.of(old));
        }
        assertThat(read(clickHouse, TableType.CALL_LINKS)).containsExactly(newer);
    }

    @Test
    void severalProgramsMayMigrateAtOnce() throws Exception {
        ClickHouse clickHouse = database("at_once");
        ExecutorService programs = Executors.newFixedThreadPool(6);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) results.add(programs.submit(() -> new Migrator(clickHouse).migrate()));
        for (Future<Integer> result : results) result.get();
        programs.shutdown();

        assertThat(new Migrator(clickHouse).migrate()).as("left to apply").isZero();
        assertThat(single(clickHouse, "SELECT count() - max(number) FROM schema_migrations FINAL"))
                .as("each step once")
                .isEqualTo("0");
    }

    @Test
    void everyTableAndColumnHasAComment() throws Exception {
        ClickHouse clickHouse = database("comments");
        new Migrator(clickHouse).migrate();
        String here = " WHERE database = currentDatabase() AND ";
        assertThat(single(clickHouse, "SELECT toString(groupArray(name)) FROM system.tables" + here + "comment = ''"))
                .isEqualTo("[]");
        assertThat(single(
                        clickHouse,
                        "SELECT toString(groupArray((table, name))) FROM system.columns" + here + "comment = ''"))
                .isEqualTo("[]");
    }

    @Test
    void aLookUpByNameReadsFewGranules() throws Exception {
        ClickHouse clickHouse = database("look_ups");
        new Migrator(clickHouse).migrate();
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO calls (call_key, version, call_id, from_user, start_time)"
                    + " SETTINGS async_insert = 0 SELECT lower(hex(MD5(toString(number)))), 1, toString(number),"
                    + " concat('+44', toString(number)), toDateTime64('2099-11-21 00:00:00', 6, 'UTC') + number"
                    + " FROM numbers(80000)");
            for (String look :
                    List.of("call_key = lower(hex(MD5('4711')))", "call_id = '4711'", "from_user = '+444711'")) {
                String plan = single(
                        clickHouse,
                        "SELECT arrayStringConcat(groupArray(explain), '|') FROM (EXPLAIN indexes = 1 SELECT call_key FROM"
                                + " calls FINAL WHERE " + look + ")");
                assertThat(plan).matches(".*Name: by_[^.]*?Granules: [123]/10.*");
            }
        }
    }

    private <R extends Record> void roundTrip(TableType<R> table) throws Exception {
        ClickHouse clickHouse = database("round_trip_" + table.table());
        new Migrator(clickHouse).migrate();
        List<R> written = HostileRows.make(table.rowType(), 30);

        try (TableWriter<R> writer = TableWriter.open(clickHouse, table)) {
            writer.insert(written);
            writer.insert(written); // As a writer that got no answer would.
        }

        assertThat(read(clickHouse, table)).containsExactlyInAnyOrderElementsOf(written);
    }

    static <R extends Record> List<R> read(ClickHouse clickHouse, TableType<R> table) throws Exception {
        List<R> rows = new ArrayList<>();
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT " + table.columnList() + " FROM " + table.table() + " FINAL")) {
            while (result.next()) rows.add(table.read(result));
        }
        return rows;
    }

    static String single(ClickHouse clickHouse, String sql) throws Exception {
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
