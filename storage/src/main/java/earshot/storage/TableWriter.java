// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes rows of one table in batches, over a connection of its own. Writing the same rows again changes no answer, so a
 * caller that is not sure simply writes again. Not thread-safe: one writer per thread.
 */
public final class TableWriter<R extends Record> implements AutoCloseable {
    private final TableType<R> type;
    private final Connection connection;
    private final PreparedStatement insert;

    private TableWriter(TableType<R> type, Connection connection, PreparedStatement insert) {
        this.type = type;
        this.connection = connection;
        this.insert = insert;
    }

    /** Opens a writer; the table must exist. */
    public static <R extends Record> TableWriter<R> open(ClickHouse clickHouse, TableType<R> type) throws SQLException {
        Connection connection = clickHouse.connect();
        try {
            return new TableWriter<>(type, connection, connection.prepareStatement(type.insertSql()));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns when all rows are stored; after an exception any part of them may be. */
    public void insert(List<R> rows) throws SQLException {
        if (rows.isEmpty()) return;
        insert.clearBatch();
        for (R row : rows) {
            type.bind(insert, row);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
