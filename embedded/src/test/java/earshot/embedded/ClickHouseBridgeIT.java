// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import earshot.storage.CallRow;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge speaks ClickHouse's HTTP protocol as a server does, to official clients and to plain HTTP. */
@Timeout(180)
class ClickHouseBridgeIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseBridgeIT.class);

    @TempDir
    static Path directory;

    private static ClickHouseProcess engine;
    private static ClickHouse clickHouse;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        engine = ClickHouseProcess.start(directory, 0, LOG::info);
        clickHouse = engine.connection("bridge");
        new Migrator(clickHouse).migrate();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void takesAHundredThousandRowsInOneBatch() throws Exception {
        execute(
                "CREATE TABLE wide (n UInt64, text String, x Float64, list Array(String)) ENGINE = MergeTree ORDER BY n");
        try (Connection connection = clickHouse.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO wide VALUES (?, ?, ?, ?)")) {
            for (int n = 0; n < 100_000; n++) {
                insert.setLong(1, n);
                insert.setString(2, "row " + n);
                insert.setDouble(3, n / 8.0);
                insert.setObject(4, List.of("a", "b" + n));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        assertThat(single("SELECT concat(count(), ' ', sum(n), ' ', max(list[2])) FROM wide"))
                .isEqualTo("100000 4999950000 b99999");
    }

    @Test
    void eightClientsAtOnceGetTheirOwnAnswers() throws Exception {
        execute("CREATE TABLE shared (client UInt8, n UInt64) ENGINE = MergeTree ORDER BY (client, n)");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) clients.add(threads.submit(client(client)));
        for (Future<Void> client : clients) client.get();
        threads.shutdown();
        assertThat(single("SELECT count() FROM shared")).isEqualTo("16000");
    }

    private static Callable<Void> client(int number) {
        return () -> {
            try (Connection connection = clickHouse.connect();
                    Statement statement = connection.createStatement()) {
                for (int round = 1; round <= 20; round++) {
                    statement.execute("INSERT INTO shared SETTINGS async_insert = 0 SELECT " + number
                            + ", number FROM numbers(100)");
                    try (ResultSet rows = statement.executeQuery(
                            "SELECT count(), " + number + " FROM shared WHERE client = " + number)) {
                        rows.next();
                        assertThat(rows.getInt(1)).isEqualTo(100 * round);
                        assertThat(rows.getInt(2)).isEqualTo(number);
                    }
                }
            }
            return null;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aSelectThatFailsHalfwayIsAnErrorAndNotAShortResult(String compress) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "default");
        properties.setProperty("compress", compress);
        try (Connection connection = DriverManager.getConnection(clickHouse.jdbcUrl(), properties);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() ->
                            countRows(statement, "SELECT number, throwIf(number = 3000000) FROM numbers(5000000)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(single("SELECT 'still here'")).isEqualTo("still here");
    }

    private static long countRows(Statement statement, String sql) throws SQLException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) count++;
        }
        return count;
    }

    @Test
    void twoMillionRowsComeWholeAndInOrder() throws Exception {
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, toString(number) FROM numbers(2000000)")) {
            long expected = 0;
            while (rows.next()) {
                if (rows.getLong(1) != expected) throw new AssertionError("row " + expected + " is " + rows.getLong(1));
                expected++;
            }
            assertThat(expected).isEqualTo(2_000_000);
        }
    }

    @Test
    void errorsCarryClickHousesCode() {
        assertThatThrownBy(() -> single("SELECT n FROM no_such_table"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no_such_table")
                .satisfies(e -> assertThat(((SQLException) e).getErrorCode()).isEqualTo(60));
        assertThatThrownBy(() -> single("SELEC 1"))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getErrorCode()).isEqualTo(62));
    }

    @Test
    void oneRequestsSettingsAreGoneWithIt() throws Exception {
        String setting = "SELECT value FROM system.settings WHERE name = 'max_block_size'";
        String before = get(setting, "");
        assertThat(get(setting, "&max_block_size=777")).isEqualTo("777\n");
        for (int connection = 0; connection < 20; connection++)
            assertThat(get(setting, "")).isEqualTo(before);
        post("SET max_block_size = 778");
        for (int connection = 0; connection < 20; connection++)
            assertThat(get(setting, "")).isEqualTo(before);
    }

    @Test
    void aLimitOnTimeIsKept() throws Exception {
        HttpResponse<String> answer =
                send("/?max_execution_time=1", "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(number)");
        assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("159");
        assertThat(answer.body()).contains("TIMEOUT_EXCEEDED");
    }

    @Test
    void valuesAreBoundAndNotPastedIn() throws Exception {
        // The protocol takes values in TSV escapes: a backslash must be sent as two, to a server too.
        String hostile = "'); DROP TABLE calls; -- {n:UInt64} \"`";
        try (Client client = new Client.Builder()
                .addEndpoint("http://127.0.0.1:" + engine.port())
                .setUsername("default")
                .setPassword("")
                .setDefaultDatabase("bridge")
                .build()) {
            List<GenericRecord> rows = client.queryAll(
                    "SELECT {text:String} AS text, {n:UInt64} + 1 AS n",
                    Map.of("text", hostile, "n", 41),
                    new QuerySettings());
            assertThat(rows.get(0).getString("text")).isEqualTo(hostile);
            assertThat(rows.get(0).getLong("n")).isEqualTo(42);
        }
    }

    @Test
    void rowsFollowTheirStatementInTheBody() throws Exception {
        post("CREATE TABLE IF NOT EXISTS bridge.plain (n UInt32, t String) ENGINE = MergeTree ORDER BY n");
        post(
                "INSERT INTO bridge.plain (n, t) FORMAT JSONEachRow\n{\"n\":1,\"t\":\"one\"}\n{\"n\":2,\"t\":\"FORMAT\"}\n");
        post("INSERT INTO bridge.plain VALUES (3, 'FORMAT CSV')");
        send("/?query=INSERT%20INTO%20bridge.plain%20FORMAT%20TSV", "4\tfour\n");
        assertThat(get("SELECT * FROM bridge.plain ORDER BY n FORMAT CSV", ""))
                .isEqualTo("1,\"one\"\n2,\"FORMAT\"\n3,\"FORMAT CSV\"\n4,\"four\"\n");
    }

    @Test
    void aRefusedRowRefusesItsBatch() throws Exception {
        post("CREATE TABLE IF NOT EXISTS bridge.strict (n UInt32) ENGINE = MergeTree ORDER BY n");
        HttpResponse<String> answer = send("/", "INSERT INTO bridge.strict FORMAT TSV\n1\n2\nthree\n");
        assertThat(answer.statusCode()).isNotEqualTo(200);
        assertThat(get("SELECT count() FROM bridge.strict", "")).isEqualTo("0\n");
    }

    @Test
    void listensOnLoopbackAlone() throws Exception {
        assertThat(get("SELECT 1", "")).isEqualTo("1\n");
        // Address and port of listening sockets in hex; an IPv4 address may appear as the tail of an IPv6 one.
        String port = String.format(":%04X ", engine.port());
        List<String> listening = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Files.readAllLines(Path.of(table)).stream()
                    .filter(line -> line.contains(port) && line.contains(":0000 0A "))
                    .forEach(listening::add);
        }
        assertThat(listening).hasSize(1).allMatch(line -> line.contains("0100007F" + port));
    }

    @Test
    void theNewestVersionOfACallIsRead() throws Exception {
        CallRow first = HostileRows.make(CallRow.class, 1).get(0);
        try (TableWriter<CallRow> writer = TableWriter.open(clickHouse, TableType.CALLS)) {
            for (int round = 0; round < 3; round++) writer.insert(List.of(first));
        }
        assertThat(StorageContract.read(clickHouse, TableType.CALLS)).containsExactly(first);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(String sql) throws SQLException {
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String get(String sql, String more) throws Exception {
        String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.port() + "/?query=" + query + more))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void post(String sql) throws Exception {
        HttpResponse<String> answer = send("/", sql);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + target))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
