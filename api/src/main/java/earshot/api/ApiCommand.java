// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The API's command line: each option is also an environment variable, and the option wins. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves the web pages, the REST API and webhooks.",
        footer =
                "Every option can be given as an environment variable: --token-file as EARSHOT_API_TOKEN_FILE, and so on.")
final class ApiCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:EARSHOT_API_PORT:-8080}",
            description = "TCP port, 0 for any free one (default: 8080).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "${env:EARSHOT_API_BIND:-127.0.0.1}",
            description = "Address to listen on (default: 127.0.0.1); any that others can reach needs --token-file.")
    private String bind = "";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "${env:EARSHOT_API_CLICKHOUSE:-http://127.0.0.1:8123/earshot}",
            description = "Where calls are stored (default: http://127.0.0.1:8123/earshot). With a password, give it as"
                    + " EARSHOT_API_CLICKHOUSE, since everyone on the machine can see arguments.")
    private String clickHouse = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:EARSHOT_API_TOKEN_FILE}",
            description = "API tokens, one 'role token' per line; without it everyone on this machine may read.")
    private @Nullable String tokenFile;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,...",
            defaultValue = "${env:EARSHOT_API_KAFKA}",
            description = "Kafka that alerts come from; only webhooks need it.")
    private @Nullable String kafka;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            defaultValue = "${env:EARSHOT_API_WEBHOOK}",
            description = "Post alerts there, in Alertmanager's format.")
    private @Nullable String webhook;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            defaultValue = "${env:EARSHOT_API_WEBHOOK_SECRET_FILE}",
            description = "Sign what is posted with the secret in this file (whsec_ and base64).")
    private @Nullable String webhookSecretFile;

    @Option(
            names = "--webhook-allow-loopback",
            defaultValue = "${env:EARSHOT_API_WEBHOOK_ALLOW_LOOPBACK:-false}",
            description = "Permit plain HTTP to this machine, for trying things out.")
    private boolean webhookAllowLoopback;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try {
            ApiServer.serve(settings());
            return 0;
        } catch (ConfigException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    ApiSettings settings() {
        return new ApiSettings(
                bind,
                port,
                ClickHouseUrl.parse(clickHouse),
                given(kafka),
                given(tokenFile).map(Path::of),
                webhooks());
    }

    private List<ApiSettings.Webhook> webhooks() {
        if (webhook == null || webhook.isBlank()) return List.of();
        if (given(kafka).isEmpty()) throw new ConfigException("webhook needs --kafka, where alerts come from");

        Optional<Secret> secret =
                given(webhookSecretFile).map(file -> Secret.fromFile("webhook-secret-file", Path.of(file)));
        return List.of(new ApiSettings.Webhook("webhook", webhook, secret, webhookAllowLoopback));
    }

    private static Optional<String> given(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }
}
