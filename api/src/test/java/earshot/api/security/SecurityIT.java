// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import static earshot.api.SeededCalls.CALL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.ApiServer;
import earshot.api.ApiSettings;
import earshot.api.TestApi;
import earshot.events.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who gets in, what each sees, and what every answer tells the browser. */
class SecurityIT {
    private static final String VIEWER = "0123456789abcdef01234567";
    private static final String TROUBLESHOOTER = "ABCDEFGHIJKLMNOPQRSTUVWX";
    private static final String CONVERSATION_PATH = "/api/v1/conversations/" + Keys.callKey(CALL_ID);
    private static final String CALL_PATH = "/api/v1/calls/" + Keys.callKey(CALL_ID);

    @TempDir
    static Path directory;

    private static ApiServer guarded;

    private final TestApi api = TestApi.shared();

    @BeforeAll
    static void startWithTokens() throws IOException {
        Path tokens = Files.writeString(
                directory.resolve("tokens"), "viewer " + VIEWER + "\ntroubleshooter " + TROUBLESHOOTER + "\n");
        guarded = ApiServer.start(
                ApiSettings.local(0, TestApi.shared().clickHouse()).withTokens("0.0.0.0", tokens));
    }

    @AfterAll
    static void stop() {
        guarded.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/call.html",
                "/style.css",
                "/js/call-page.js",
                "/api/v1/calls",
                "/api/v1/registrations",
                "/api/v1/kpis",
                "/api/v1/peers",
                "/api/v1/probes",
                "/api/v1/alerts",
                "/api/openapi.json",
                "/actuator/prometheus",
                "/nowhere"
            })
    void withoutATokenNothingButHealthAnswers(String path) {
        HttpResponse<String> response = ask(path, "Accept", "*/*");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
        assertThat(ask(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(ask("/actuator/health", "Accept", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void aTroubleshooterSeesEverything() {
        JsonNode call = TestApi.json(ask(CALL_PATH, "Authorization", "Bearer " + TROUBLESHOOTER));
        JsonNode message = TestApi.json(ask(CALL_PATH + "/messages", "Authorization", "Bearer " + TROUBLESHOOTER));

        assertThat(call.get("fromUser").asString()).isEqualTo("+4930123456");
        assertThat(message.get("items").get(0).get("raw").asString()).startsWith("INVITE");
        assertThat(ask(CALL_PATH + "/logs", "Authorization", "Bearer " + TROUBLESHOOTER)
                        .body())
                .contains("routed +441632960100 to gw1");
    }

    /** A browser's own password prompt carries the token, so that no script ever holds it. */
    @Test
    void aViewerSeesMaskedNumbersAndNoMessages() {
        String basic = "Basic " + Base64.getEncoder().encodeToString(("me:" + VIEWER).getBytes(StandardCharsets.UTF_8));
        String call = ask(CALL_PATH, "Authorization", basic).body();
        String messages = ask(CALL_PATH + "/messages", "Authorization", basic).body();
        String list = ask("/api/v1/calls?limit=1000", "Authorization", basic).body();
        String conversation = ask(CONVERSATION_PATH, "Authorization", basic).body();
        String legMessages =
                ask(CONVERSATION_PATH + "/messages", "Authorization", basic).body();

        String logs = ask(CALL_PATH + "/logs", "Authorization", basic).body();

        assertThat(call).contains("+49•••56").contains("sip:+44•••00@10.0.0.3");
        assertThat(conversation).contains("+49•••56", "same caller and called number", "10.0.0.2:30000");
        assertThat(logs).contains("\"agent\":\"2001\"", "2096-01-02T03:04:05.011006Z", "\"text\":null");
        for (String seen : new String[] {call, messages, list, conversation, legMessages, logs}) {
            assertThat(seen)
                    .doesNotContain("30123456", "32960100") // whole, and the ends by which legs are linked
                    .doesNotContain("INVITE sip:", "accounted");
        }
        assertThat(TestApi.json(ask(CALL_PATH + "/messages", "Authorization", basic))
                        .get("items")
                        .get(0)
                        .get("raw")
                        .isNull())
                .isTrue();
    }

    @Test
    void aViewerSeesNoNumbersOutsideCallsEither() {
        String bearer = "Bearer " + VIEWER;
        String seen =
                ask("/api/v1/registrations?limit=1000", "Authorization", bearer).body();

        assertThat(seen).contains("sip:+49•••56@example.org").contains("sip:+49•••56@10.0.0.5:5060");
        assertThat(seen).doesNotContain("4930123456");
        for (String path : new String[] {"subscriptions", "authentication-failures", "transactions"}) {
            assertThat(ask("/api/v1/" + path, "Authorization", bearer).body())
                    .contains("•••")
                    .doesNotContain("sip:alice@");
        }
        JsonNode part = TestApi.json(ask("/api/v1/registrations?contact=4930123", "Authorization", bearer));
        assertThat(part.get("items")).isEmpty();
    }

    @Test
    void aViewerSeesWhatAlertsAreAboutWithoutNumbers() throws Exception {
        String bearer = "Bearer " + VIEWER;
        String alerts = ask("/api/v1/alerts", "Authorization", bearer).body();

        assertThat(alerts).contains("user:+49•••56@10.0.0.1", "user +49•••56@10.0.0.1: 25 of them");
        assertThat(alerts).doesNotContain("4930123456");
        assertThat(TestApi.json(ask("/api/v1/alerts?subject=4930123", "Authorization", bearer))
                        .get("items"))
                .isEmpty();
    }

    /** Else a masked number could be guessed digit by digit. */
    @Test
    void aViewerFindsWholeNumbersOnly() {
        String bearer = "Bearer " + VIEWER;
        assertThat(TestApi.json(ask("/api/v1/calls?user=4930123", "Authorization", bearer))
                        .get("items"))
                .isEmpty();
        assertThat(TestApi.json(ask("/api/v1/calls?user=%2B4930123456", "Authorization", bearer))
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void everyAnswerCarriesTheSafeHeaders() {
        for (String path : new String[] {"/", "/api/v1/calls", "/nowhere", "/actuator/health"}) {
            var headers = api.send(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .contains("require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    /** A page of another site may make its own name resolve to 127.0.0.1; its requests still name that site. */
    @Test
    void withoutTokensOnlyRequestsToThisMachineAreAnswered() throws IOException {
        assertThat(withHost("evil.example")).startsWith("HTTP/1.1 421").contains("application/problem+json");
        assertThat(withHost("localhost")).startsWith("HTTP/1.1 200");
        assertThat(withHost("[::1]:80")).startsWith("HTTP/1.1 200");
    }

    @Test
    void healthAndMetricsAnswer() {
        assertThat(api.get("/actuator/health").toString())
                .contains("\"status\":\"UP\"")
                .contains("clickHouse");
        assertThat(api.send("/actuator/prometheus").body())
                .contains("http_server_requests_seconds")
                .contains("jvm_memory_used_bytes");
    }

    private HttpResponse<String> ask(String path, String header, String value) {
        return api.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + guarded.port() + path))
                .header(header, value)
                .build());
    }

    private String withHost(String host) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort())) {
            String request = "GET /actuator/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
