// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Writes rows of one table in batches, over a connection of its own. Writing the same rows again changes no answer, so a
 * caller that is not sure simply writes again. Not thread-safe: one writer per thread.
 *
 * <p>Rows travel in RowBinary: as text they cost the writer three times, and the engine twice as much.
 */
public final class TableWriter<R extends Record> implements AutoCloseable {
    private final TableType<R> type;
    private final BinaryRow<R> row;
    private final Client client;
    private final BinaryBuffer buffer = new BinaryBuffer();

    private TableWriter(TableType<R> type, BinaryRow<R> row, Client client) {
        this.type = type;
        this.row = row;
        this.client = client;
    }

    /** Opens a writer; the table must exist. */
    public static <R extends Record> TableWriter<R> open(ClickHouse clickHouse, TableType<R> type) throws SQLException {
        Map<String, String> columnTypes = new HashMap<>();
        try (Connection connection = clickHouse.connect();
                PreparedStatement describe = connection.prepareStatement("DESCRIBE TABLE " + type.table());
                ResultSet columns = describe.executeQuery()) {
            while (columns.next()) columnTypes.put(columns.getString("name"), columns.getString("type"));
        }
        BinaryRow<R> row = new BinaryRow<>(type, columnTypes);
        // The caller knows better how often and how patiently to try again.
        return new TableWriter<>(type, row, clickHouse.client().setMaxRetries(0).build());
    }

    /** Returns when all rows are stored; after an exception any part of them may be. */
    public void insert(List<R> rows) throws SQLException {
        if (rows.isEmpty()) return;
        buffer.clear();
        for (R one : rows) row.write(one, buffer);
        // Synchronous: an answer must mean that the rows are stored.
        InsertSettings settings = new InsertSettings().serverSetting("async_insert", "0");
        try {
            client.insert(type.table(), type.columns(), buffer::copyTo, ClickHouseFormat.RowBinary, settings)
                    .get()
                    .close();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Storing rows was interrupted.", e);
        } catch (Exception e) { // as closing declares
            throw failure(e);
        }
    }

    private static SQLException failure(Throwable reason) {
        int code = 0;
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException refused) code = refused.getCode();
        }
        return new SQLException(String.valueOf(reason.getMessage()), null, code, reason);
    }

    @Override
    public void close() {
        client.close();
    }
}
