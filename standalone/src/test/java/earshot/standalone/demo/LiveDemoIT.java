// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import earshot.embedded.ChromiumBrowser;
import earshot.standalone.EarshotProcess;
import earshot.standalone.Manifest;
import earshot.storage.CallRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A person starts the demo, watches calls appear, opens one's ladder in a browser, and stops the demo; an alerting system
 * is told of the calls that lose packets.
 */
class LiveDemoIT {
    private static final Pattern URL = Pattern.compile("http://localhost:([0-9]+)/");
    private static final String CLEAN_CALL = "11-g711-clean.pcap";

    @Test
    @Timeout(300)
    void callsAppearWhileTheReplayRunsAndTheirLaddersOpen() throws Exception {
        BlockingQueue<String> alerts = new LinkedBlockingQueue<>();
        HttpServer receiver = receiverOf(alerts);
        String webhook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts";
        Process demo = EarshotProcess.command("demo", "--port", "0", "--speed", "20", "--webhook", webhook)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader output = demo.inputReader(StandardCharsets.UTF_8);
            URI site = URI.create("http://127.0.0.1:" + portIn(output));
            Manifest clean = Manifest.all().stream()
                    .filter(manifest -> manifest.toString().equals(CLEAN_CALL))
                    .findFirst()
                    .orElseThrow();

            List<CallRow> calls = awaitEndedCalls(demo, site);
            clean.assertCalls(calls);
            openLadder(site, clean.truth().path("calls").get(0).path("callId").asText());
            assertThat(alerts.poll(60, TimeUnit.SECONDS))
                    .as("the first alert posted")
                    .contains("\"status\":\"firing\"", "\"alertname\":\"stream-loss-sustained\"");
        } finally {
            demo.destroy();
            receiver.stop(0);
        }
        assertThat(demo.waitFor(10, TimeUnit.SECONDS)).as("stopped within 10 s").isTrue();
    }

    /** An alerting system: keeps what is posted to it. */
    private static HttpServer receiverOf(BlockingQueue<String> alerts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alerts", exchange -> {
            alerts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int portIn(BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            Matcher url = URL.matcher(line);
            if (line.startsWith("Earshot is listening") && url.find()) return Integer.parseInt(url.group(1));
        }
        throw new AssertionError("the demo ended before it listened: " + lines);
    }

    /** The calls, once the longest ones have ended. */
    private static List<CallRow> awaitEndedCalls(Process demo, URI site) throws Exception {
        int expected = 0;
        for (Manifest manifest : Manifest.all())
            expected += manifest.truth().path("calls").size();
        while (true) {
            List<CallRow> calls = new CallList(site).read();
            if (calls.size() == expected && calls.stream().allMatch(CallRow::ended)) return calls;
            assertThat(demo.waitFor(500, TimeUnit.MILLISECONDS))
                    .as("the demo ended by itself")
                    .isFalse();
        }
    }

    private static void openLadder(URI site, String callId) throws IOException {
        ChromiumBrowser chromium = ChromiumBrowser.find(System.err::println);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(chromium.environment());
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium.executable())
                                .setEnv(environment)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            Page page = browser.newPage();
            page.navigate(site + "/?callId=" + callId); // the first page shows the latest fifty
            assertThat(page.locator("#rows")).containsText(callId);
            page.navigate(site + "/call.html?callId=" + callId);
            for (String message : List.of("INVITE", "180 Ringing", "ACK", "BYE")) {
                assertThat(page.locator("#ladder")).containsText(message);
            }
            assertThat(page.locator("#stream-rows")).containsText("PCMU");
        }
    }
}
