// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table of strings that is away for some attempts, and that refuses every batch with the row {@code "poison"}. */
final class MoodyEngine implements BatchTarget.Opener<String>, BatchTarget<String> {
    private static final long serialVersionUID = 1;
    private static final int CANNOT_PARSE_INPUT = 27;

    final transient List<List<String>> batches = new ArrayList<>();
    int attemptsAway;
    int opened;

    @Override
    public BatchTarget<String> open() {
        opened++;
        return this;
    }

    @Override
    public void insert(List<String> rows) throws SQLException {
        if (attemptsAway-- > 0) throw new SQLException("insert failed", "08000", new ConnectException("refused"));
        if (rows.contains("poison")) throw new SQLException("cannot parse", "22000", CANNOT_PARSE_INPUT);
        batches.add(List.copyOf(rows));
    }

    List<String> rows() {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {}
}
