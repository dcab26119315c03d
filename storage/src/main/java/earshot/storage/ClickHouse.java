// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import com.clickhouse.client.api.Client;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * How to reach a ClickHouse database.
 *
 * @param url {@code jdbc:clickhouse:http://host:8123}, {@code http://host:8123} or {@code https://host:8443}, without a
 *     database
 * @param database that holds our tables
 */
public record ClickHouse(String url, String user, String password, String database) {
    /** The database used when nobody says otherwise. */
    public static final String DATABASE = "earshot";

    public ClickHouse {
        if (!url.matches("(jdbc:clickhouse:|jdbc:ch:)?(//|https?://)[^/?]+/?")) {
            throw new IllegalArgumentException("ClickHouse address " + url
                    + " is none of http://host:8123, https://host:8443, jdbc:clickhouse://host:8123");
        }
        if (!database.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "ClickHouse database name " + database + " is not letters, digits and _");
        }
    }

    /** Opens a connection to the database, which must exist. */
    public Connection connect() throws SQLException {
        return connect(database);
    }

    /** Opens a connection to another database of the same engine. */
    Connection connect(String otherDatabase) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(otherDatabase), properties);
    }

    /** The official client, set up for the database: for what JDBC has no words for. */
    Client.Builder client() {
        String address = url.replaceFirst("^jdbc:(clickhouse|ch):", "");
        return new Client.Builder()
                .addEndpoint(address.startsWith("//") ? "http:" + address : address)
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase(database);
    }

    /** The address for the official JDBC driver. */
    public String jdbcUrl() {
        return jdbcUrl(database);
    }

    private String jdbcUrl(String name) {
        String address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        String prefix = address.startsWith("http") ? "jdbc:clickhouse:" : "";
        return prefix + address + '/' + name;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClickHouse[" + url + ", user " + user + ", database " + database + ']';
    }
}
