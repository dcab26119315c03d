// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.jobs.dead.DeadLetters;
import earshot.storage.ClickHouse;
import earshot.storage.TableType;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Rows of one table to ClickHouse: at least once, in batches. See {@link RowSinkWriter}. */
public final class ClickHouseSink<E, R extends Record> implements Sink<E> {
    private static final long serialVersionUID = 1;

    private final RowTable<E, R> table;
    private final BatchLimits limits;
    private final DeadLetters deadLetters;
    private final String url;
    private final String user;
    private final String password;
    private final String database;

    public ClickHouseSink(RowTable<E, R> table, ClickHouse clickHouse, BatchLimits limits, DeadLetters deadLetters) {
        this.table = table;
        this.limits = limits;
        this.deadLetters = deadLetters;
        this.url = clickHouse.url();
        this.user = clickHouse.user();
        this.password = clickHouse.password();
        this.database = clickHouse.database();
    }

    @Override
    public SinkWriter<E> createWriter(WriterInitContext context) {
        return new RowSinkWriter<>(
                table,
                () -> new ClickHouseTarget<>(new ClickHouse(url, user, password, database), tableType(table.rowType())),
                limits,
                context.getProcessingTimeService(),
                context.metricGroup(),
                deadLetters.open(context.metricGroup()),
                Thread::sleep);
    }

    /** Found anew where the sink runs, since a table's type does not travel. */
    @SuppressWarnings("unchecked") // the type of a row names its table
    private static <R extends Record> TableType<R> tableType(Class<R> rowType) {
        for (TableType<?> type : TableType.ALL) {
            if (type.rowType() == rowType) return (TableType<R>) type;
        }
        throw new IllegalArgumentException("no table has rows of " + rowType);
    }
}
