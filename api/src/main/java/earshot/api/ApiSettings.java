// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.storage.ClickHouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything the API can be told, checked once before anything starts.
 *
 * @param bind address to listen on; anything but loopback needs {@code tokenFile}
 * @param port TCP port; 0 picks a free one
 * @param clickHouse where calls are stored
 * @param kafka bootstrap servers of the alerts topic; without them no webhook is sent
 * @param tokenFile file of API tokens, one {@code role token} per line; without it everyone on this machine may read
 * @param webhooks who is told of alerts
 */
public record ApiSettings(
        String bind,
        int port,
        ClickHouse clickHouse,
        Optional<String> kafka,
        Optional<Path> tokenFile,
        List<Webhook> webhooks) {
    public static final int DEFAULT_PORT = 8080;
    public static final String LOOPBACK = "127.0.0.1";

    public ApiSettings {
        if (port < 0 || port > 65535) throw new ConfigException("port", port, "0 to 65535");
        if (bind.isBlank()) throw new ConfigException("bind", bind, "an address of this machine");
        webhooks = List.copyOf(webhooks);
    }

    /** The API for people on this machine: loopback only, no token, numbers in clear. */
    public static ApiSettings local(int port, ClickHouse clickHouse) {
        return new ApiSettings(LOOPBACK, port, clickHouse, Optional.empty(), Optional.empty(), List.of());
    }

    /** The same, sending the alerts of this Kafka to these receivers. */
    public ApiSettings withWebhooks(String bootstrapServers, List<Webhook> receivers) {
        return new ApiSettings(bind, port, clickHouse, Optional.of(bootstrapServers), tokenFile, receivers);
    }

    /** The same on another address, for those who hold a token of this file. */
    public ApiSettings withTokens(String address, Path file) {
        return new ApiSettings(address, port, clickHouse, kafka, Optional.of(file), webhooks);
    }

    /**
     * A receiver of alerts.
     *
     * @param name names it in the table of deliveries
     * @param url where alerts are posted
     * @param secret {@code whsec_} and base64 of the signing key; empty sends unsigned
     * @param allowLoopback permits plain HTTP to this machine, for demonstrations and tests
     */
    public record Webhook(String name, String url, Optional<Secret> secret, boolean allowLoopback) {}
}
