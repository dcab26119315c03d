// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks that verifies signatures with a library that is not ours, and can be told to fail. */
final class HookReceiver implements AutoCloseable {
    /** One post as it arrived. */
    record Post(String id, String body, boolean isGenuine) {}

    private record Failure(String text, int status) {}

    private final HttpServer server;
    private final Webhook verifier;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    HookReceiver(String secret) throws IOException, EmptyWebhookSecretException {
        verifier = new Webhook(secret);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Post> posts() {
        return posts;
    }

    /** Answers the next post that holds this text with this status; all others with 204. */
    void failOnce(String text, int status) {
        failure.set(new Failure(text, status));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
        posts.add(new Post(headers.firstValue("webhook-id").orElse(""), body, isGenuine(body, headers)));
        int status = status(body);
        if (status / 100 == 3) exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int status(String body) {
        Failure next = failure.get();
        if (next == null || !body.contains(next.text())) return 204;
        failure.set(null);
        return next.status();
    }

    private boolean isGenuine(String body, HttpHeaders headers) {
        try {
            verifier.verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }
}
