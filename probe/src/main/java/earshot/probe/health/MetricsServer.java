// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics} for Prometheus and {@code /health} on the loopback address. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "earshot-probe-http");
        thread.setDaemon(true);
        return thread;
    });

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /** Starts serving; port 0 takes any free one. */
    public static MetricsServer start(int port, Supplier<ProbeMetrics> metrics) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        MetricsServer started = new MetricsServer(HttpServer.create(address, 0));
        started.server.createContext("/metrics", exchange -> {
            answer(
                    exchange,
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.get().toPrometheus());
        });
        started.server.createContext("/health", exchange -> {
            answer(exchange, "application/json", "{\"status\":\"UP\"}");
        });
        started.server.setExecutor(started.executor);
        started.server.start();
        return started;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
