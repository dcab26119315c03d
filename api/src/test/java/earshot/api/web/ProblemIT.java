// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.ApiServer;
import earshot.api.ApiSettings;
import earshot.api.TestApi;
import earshot.storage.ClickHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every refusal is problem+json, whoever utters it: a controller, a filter, or the server itself. */
class ProblemIT {
    private final TestApi api = TestApi.shared();

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=many, limit",
        "mosLt=good, mosLt",
        "from=yesterday, from",
        "to=2026-13-01T00:00:00Z, to",
        "from=9999999999999999, from",
        "state=asleep, state",
        "cursor=%2527, cursor",
        "cursor=MS4x, cursor"
    })
    void aBadParameterIsNamed(String query, String field) {
        HttpResponse<String> response = api.send("/api/v1/calls?" + query);

        JsonNode problem = problem(response, 400);
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
        assertThat(problem.get("detail").asString()).startsWith(field + ": ");
    }

    @Test
    void aBadParameterElsewhereIsNamedToo() {
        assertThat(problem(api.send("/api/v1/alerts?limit=0"), 400)
                        .get("errors")
                        .get(0)
                        .get("field")
                        .asString())
                .isEqualTo("limit");
        assertThat(problem(api.send("/api/v1/alerts?status=odd"), 400)
                        .get("errors")
                        .get(0)
                        .get("field")
                        .asString())
                .isEqualTo("status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/calls/0123456789abcdefghjkmnpqrs",
                "/api/v1/calls/nobody/ladder",
                "/api/v1/calls/nobody/messages",
                "/api/v1/calls/nobody/streams",
                "/api/v1/streams/nothing",
                "/api/v1/nowhere",
                "/nowhere.html",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator"
            })
    void theUnknownIsNotFound(String path) {
        problem(api.send(path), 404);
    }

    /** Paths as a client makes them that puts a Call-ID where it does not belong; the firewall or Tomcat refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/calls/a%2Fb",
                "/api/v1/calls/a%5Cb",
                "/api/v1/calls/a%25b",
                "/api/v1/calls/a%3Bb",
                "/api//v1"
            })
    void strangePathsAreRefused(String path) {
        problem(api.send(path), 400);
    }

    @Test
    void onlyReadingIsPossible() {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/calls"))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            problem(api.send(request), 405);
        }
    }

    /** Requests too broken for any filter, which Tomcat answers by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /a|b<c HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"})
    void evenBrokenRequestsGetAProblem(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"status\":400");
        assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat");
    }

    @Test
    void anAbsentClickHouseIsSaidAndMayBeAskedAgain() throws IOException {
        ClickHouse nowhere = new ClickHouse(api.clickHouse().url(), "default", "", "no_such_database");
        try (ApiServer server = ApiServer.start(ApiSettings.local(0, nowhere))) {
            HttpResponse<String> response =
                    api.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/calls"))
                            .build());

            assertThat(problem(response, 503).get("detail").asString()).contains("has no tables of Earshot yet");
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
        }
    }

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = TestApi.json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asString()).startsWith("urn:earshot:problem:");
        assertThat(problem.get("detail").asString()).isNotBlank();
        return problem;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
