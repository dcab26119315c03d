// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.storage.ClickHouse;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table of ClickHouse as the target of batches. */
final class ClickHouseTarget<R extends Record> implements BatchTarget<R> {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseTarget.class);

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
        try {
            writer.close();
        } catch (SQLException e) {
            // Nothing is lost with it: what matters was answered by insert.
            LOG.debug("closing a connection failed", e);
        }
    }
}
