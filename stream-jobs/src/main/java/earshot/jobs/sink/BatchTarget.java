// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;

/** Where batches of rows go: one table, over one connection. */
public interface BatchTarget<R> extends AutoCloseable {
    /** Returns when every row is stored; an exception says that any number of them may be. */
    void insert(List<R> rows) throws SQLException;

    @Override
    void close();

    /** Opens a target; called again after each failure, since the engine behind the old connection may be gone. */
    interface Opener<R> extends Serializable {
        BatchTarget<R> open() throws SQLException;
    }
}
