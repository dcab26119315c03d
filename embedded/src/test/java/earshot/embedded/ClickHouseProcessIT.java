// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as a child process: how it starts, ends and comes back. */
class ClickHouseProcessIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseProcessIT.class);

    @TempDir
    Path directory;

    @Test
    void answersTheOfficialDriver() throws Exception {
        try (ClickHouseProcess engine = ClickHouseProcess.start(directory, 0, LOG::info);
                Connection connection = engine.connection("default").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version(), timezone(), 1 + 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("26.7");
            assertThat(rows.getString(2)).isEqualTo("UTC");
            assertThat(rows.getInt(3)).isEqualTo(2);
        }
    }
}
