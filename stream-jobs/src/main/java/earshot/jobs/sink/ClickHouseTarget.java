// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.storage.ClickHouse;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.sql.SQLException;
import java.util.List;

/** A table of ClickHouse as the target of batches. */
final class ClickHouseTarget<R extends Record> implements BatchTarget<R> {
    private final TableWriter<R> writer;

    ClickHouseTarget(ClickHouse clickHouse, TableType<R> type) throws SQLException {
        this.writer = TableWriter.open(clickHouse, type);
    }

    @Override
    public void insert(List<R> rows) throws SQLException {
        writer.insert(rows);
    }

    @Override
    public void close() {
        writer.close();
    }
}
