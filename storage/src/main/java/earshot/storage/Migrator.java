// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database up to the schema of this program. Safe to run from several programs at once and any number of times:
 * each statement of a migration is written so that a second run changes nothing ({@code IF NOT EXISTS}), so whoever is
 * late repeats work instead of waiting for a lock, which ClickHouse does not have.
 */
public final class Migrator {
    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private static final String CREATE_JOURNAL = """
            CREATE TABLE IF NOT EXISTS schema_migrations
            (
                number     UInt32              COMMENT 'Number of the migration',
                name       String              COMMENT 'Name of the migration',
                checksum   String              COMMENT 'SHA-256 of its script, hex',
                applied_at DateTime64(6, 'UTC') DEFAULT now64(6) COMMENT 'When it was applied, UTC'
            )
            ENGINE = ReplacingMergeTree
            ORDER BY number
            COMMENT 'One row per applied migration of the schema'
            """;

    private final ClickHouse clickHouse;
    private final List<Migration> migrations;

    public Migrator(ClickHouse clickHouse) {
        this(clickHouse, Migration.all());
    }

    Migrator(ClickHouse clickHouse, List<Migration> migrations) {
        this.clickHouse = clickHouse;
        this.migrations = List.copyOf(migrations);
    }

    /**
     * Creates the database when it is missing and applies the migrations that are.
     *
     * @return how many were applied
     * @throws StorageException with a sentence for a person, when the engine is absent or refuses
     */
    public int migrate() throws StorageException {
        createDatabase();
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE_JOURNAL);
            Map<Integer, String> applied = applied(statement);
            int count = 0;
            for (Migration migration : migrations) {
                String checksum = applied.get(migration.number());
                if (checksum == null) {
                    apply(connection, migration);
                    count++;
                } else if (!checksum.equals(migration.checksum())) {
                    throw new StorageException("Migration " + migration.number() + " (" + migration.name() + ") of "
                            + clickHouse + " was applied with another text: the database belongs to another version of"
                            + " Earshot.");
                }
            }
            return count;
        } catch (SQLException e) {
            throw new StorageException(
                    "The schema of " + clickHouse + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private void createDatabase() throws StorageException {
        try (Connection connection = clickHouse.connect("default");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS `" + clickHouse.database() + '`');
        } catch (SQLException e) {
            throw new StorageException(
                    "ClickHouse does not answer at " + clickHouse.url() + " as user " + clickHouse.user() + " ("
                            + e.getMessage() + "): start it, or name another with --clickhouse.",
                    e);
        }
    }

    private static Map<Integer, String> applied(Statement statement) throws SQLException {
        Map<Integer, String> checksums = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT number, checksum FROM schema_migrations FINAL")) {
            while (rows.next()) checksums.put(rows.getInt(1), rows.getString(2));
        }
        return checksums;
    }

    private static void apply(Connection connection, Migration migration) throws SQLException {
        LOG.info("Applying migration {} ({})", migration.number(), migration.name());
        try (Statement statement = connection.createStatement()) {
            for (String sql : migration.statements()) statement.execute(sql);
        }
        try (PreparedStatement journal = connection.prepareStatement(
                "INSERT INTO schema_migrations (number, name, checksum) SETTINGS async_insert = 0 VALUES (?, ?, ?)")) {
            journal.setInt(1, migration.number());
            journal.setString(2, migration.name());
            journal.setString(3, migration.checksum());
            journal.execute();
        }
    }
}
