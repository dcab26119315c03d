// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.embedded.ClickHouseProcess;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.StorageException;
import earshot.storage.TableType;
import earshot.storage.TableWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real ClickHouse with our tables and some calls, and the API in front of it. Started once for all tests, since both
 * take seconds; they end with the test's JVM.
 */
public final class TestApi {
    private static @Nullable TestApi shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClickHouse clickHouse;
    private final ApiServer server;

    private TestApi(ClickHouse clickHouse, ApiServer server) {
        this.clickHouse = clickHouse;
        this.server = server;
    }

    public static synchronized TestApi shared() {
        if (shared == null) shared = start();
        return shared;
    }

    public ClickHouse clickHouse() {
        return clickHouse;
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Percent-encodes a value of the query. */
    public static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The answer to a GET, which must be 200. */
    public JsonNode get(String path) {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != 200)
            throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
        return json(response);
    }

    public HttpResponse<String> send(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the API does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static TestApi start() {
        try {
            Path directory = Files.createTempDirectory("earshot-api-it");
            ClickHouseProcess engine = ClickHouseProcess.start(directory, 0, line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
            ClickHouse clickHouse = engine.connection("earshot_api_it");
            new Migrator(clickHouse).migrate();
            seed(clickHouse);
            return new TestApi(clickHouse, ApiServer.start(ApiSettings.local(0, clickHouse)));
        } catch (IOException | SQLException | StorageException e) {
            throw new AssertionError("the embedded ClickHouse does not start", e);
        }
    }

    private static void seed(ClickHouse clickHouse) throws SQLException {
        write(clickHouse, TableType.CALLS, SeededCalls.calls());
        write(clickHouse, TableType.CALL_LINKS, SeededLinks.links());
        write(clickHouse, TableType.SIP_MESSAGES, SeededCalls.messages());
        write(clickHouse, TableType.AGENT_LOGS, SeededCalls.logs());
        write(clickHouse, TableType.STREAMS, SeededMedia.streams());
        write(clickHouse, TableType.STREAM_INTERVALS, SeededMedia.intervals());
        write(clickHouse, TableType.ENDPOINT_REPORTS, SeededMedia.reports());
        write(clickHouse, TableType.ALERTS, SeededCalls.alerts());
        write(clickHouse, TableType.PROBE_HEALTH, SeededCalls.probes());
        write(clickHouse, TableType.BINDINGS, SeededOutside.registrations());
        write(clickHouse, TableType.SUBSCRIPTIONS, SeededOutside.subscriptions());
        write(clickHouse, TableType.PEER_AVAILABILITY, SeededOutside.availability());
        write(clickHouse, TableType.AUTHENTICATION_FAILURES, SeededOutside.authenticationFailures());
        write(clickHouse, TableType.TRANSACTIONS, SeededOutside.transactions());
        write(clickHouse, TableType.KPI_MINUTES, SeededKpis.rows());
    }

    private static <R extends Record> void write(ClickHouse clickHouse, TableType<R> table, List<R> rows)
            throws SQLException {
        try (TableWriter<R> writer = TableWriter.open(clickHouse, table)) {
            writer.insert(rows);
        }
    }
}
