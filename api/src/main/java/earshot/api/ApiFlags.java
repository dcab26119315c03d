// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API's settings from its command line, each also from the environment: {@code --token-file} is
 * {@code EARSHOT_API_TOKEN_FILE}. The command line wins.
 */
final class ApiFlags {
    private static final Set<String> WITH_VALUE =
            Set.of("port", "bind", "clickhouse", "kafka", "token-file", "webhook", "webhook-secret-file");
    private static final String ALLOW_LOOPBACK = "webhook-allow-loopback";
    private static final String USAGE = """
            Usage: api [--port 8080] [--bind 127.0.0.1] [--clickhouse http://127.0.0.1:8123/earshot]
                       [--token-file FILE] [--kafka HOST:PORT --webhook URL [--webhook-secret-file FILE]
                       [--webhook-allow-loopback]]""";

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> environment;

    private ApiFlags(Map<String, String> environment) {
        this.environment = environment;
    }

    static ApiSettings parse(String[] args, Map<String, String> environment) {
        ApiFlags flags = new ApiFlags(environment);
        flags.read(args);
        return new ApiSettings(
                flags.value("bind", ApiSettings.LOOPBACK),
                flags.port(),
                ClickHouseUrl.parse(flags.value("clickhouse", "http://127.0.0.1:8123/earshot")),
                Optional.ofNullable(flags.value("kafka")),
                Optional.ofNullable(flags.value("token-file")).map(Path::of),
                flags.webhooks());
    }

    /** Tells a person on the terminal, and ends the program as a refused command does. */
    static void complain(ConfigException problem) {
        PrintStream terminal = System.err;
        terminal.println(problem.getMessage());
        System.exit(2);
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (name.equals(ALLOW_LOOPBACK)) {
                values.put(name, "true");
            } else if (WITH_VALUE.contains(name) && i + 1 < args.length) {
                values.put(name, args[++i]);
            } else {
                throw new ConfigException("'" + args[i] + "' is not understood.\n" + USAGE);
            }
        }
    }

    private int port() {
        String text = value("port", Integer.toString(ApiSettings.DEFAULT_PORT));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ConfigException("port", text, "0 to 65535");
        }
    }

    private List<ApiSettings.Webhook> webhooks() {
        String url = value("webhook");
        List<ApiSettings.Webhook> webhooks = new ArrayList<>();
        if (url == null) return webhooks;
        if (value("kafka") == null) throw new ConfigException("webhook needs --kafka, where alerts come from");

        Optional<Secret> secret = Optional.ofNullable(value("webhook-secret-file"))
                .map(file -> Secret.fromFile("webhook-secret-file", Path.of(file)));
        boolean allowLoopback = Boolean.parseBoolean(value(ALLOW_LOOPBACK, "false"));
        webhooks.add(new ApiSettings.Webhook("webhook", url, secret, allowLoopback));
        return webhooks;
    }

    private String value(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }

    private @Nullable String value(String name) {
        String variable = "EARSHOT_API_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String value = values.getOrDefault(name, environment.get(variable));
        return value == null || value.isBlank() ? null : value;
    }
}
