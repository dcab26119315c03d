// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
}
