// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as a child process: how it starts, ends and comes back. */
@Timeout(120)
class ClickHouseProcessIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseProcessIT.class);

    @TempDir
    Path directory;

    @Test
    void answersTheOfficialDriver() throws Exception {
        try (ClickHouseProcess engine = start();
                Connection connection = engine.connection("default").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version(), timezone(), 1 + 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("26.7");
            assertThat(rows.getString(2)).isEqualTo("UTC");
            assertThat(rows.getInt(3)).isEqualTo(2);
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill() throws Exception {
        try (ClickHouseProcess engine = start()) {
            run(engine, "CREATE TABLE t (n UInt64) ENGINE = MergeTree ORDER BY n");
            for (int batch = 0; batch < 10; batch++) {
                run(engine, "INSERT INTO t SETTINGS async_insert = 0 SELECT number FROM numbers(10000)");
            }
            int port = engine.port();

            engine.kill();
            assertThatThrownBy(() -> count(engine, "t")).isInstanceOf(SQLException.class);
            engine.restart();

            assertThat(engine.port()).isEqualTo(port);
            assertThat(count(engine, "t")).isEqualTo(100_000);
        }
    }

    @Test
    void endsCleanlyOnSigtermUnderLoad() throws Exception {
        try (ClickHouseProcess engine = start()) {
            Thread load = new Thread(() -> queryUntilRefused(engine));
            load.start();
            run(engine, "SELECT sleep(0.5)");

            assertThat(engine.terminate()).isZero();
            load.join();
            assertThat(Files.readString(engine.log())).doesNotContain("SIGSEGV");
        }
    }

    @Test
    void endsWhenItsStandardInputIsClosedAsItIsWhenTheParentDies() throws Exception {
        try (ClickHouseProcess engine = start()) {
            ProcessHandle child = ProcessHandle.of(engine.pid()).orElseThrow();
            engine.closeStandardInput();
            child.onExit().get(20, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void aTakenPortIsSaidInOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> ClickHouseProcess.start(directory, other.getLocalPort(), LOG::info))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessage("Port " + other.getLocalPort()
                            + " on 127.0.0.1 is taken: choose another or stop the program that has it.");
        }
    }

    @Test
    void aSecondEngineOnTheSameDirectoryIsRefused() throws Exception {
        try (ClickHouseProcess first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("which another running Earshot may hold");
            assertThat(first.pid()).isPositive();
        }
    }

    private ClickHouseProcess start() throws IOException {
        return ClickHouseProcess.start(directory, 0, LOG::info);
    }

    private static void queryUntilRefused(ClickHouseProcess engine) {
        try {
            while (true) run(engine, "SELECT count() FROM numbers_mt(3000000000) WHERE cityHash64(number) % 7 = 3");
        } catch (SQLException e) {
            LOG.info("The engine is gone");
        }
    }

    private static void run(ClickHouseProcess engine, String sql) throws SQLException {
        try (Connection connection = engine.connection("default").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(ClickHouseProcess engine, String table) throws SQLException {
        try (Connection connection = engine.connection("default").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count() FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
