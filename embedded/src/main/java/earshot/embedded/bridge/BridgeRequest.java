// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a request asks for: ClickHouse's HTTP parameters, sorted into the bridge's own, settings of the
 * engine, and values for the statement.
 *
 * @param query statement, or its beginning; the rest is in the body
 * @param database current database of the statement
 * @param format of the result, when the statement names none
 * @param compress whether the answer is to be sent in ClickHouse's LZ4 blocks
 * @param decompress whether the body comes in them
 */
record BridgeRequest(
        String query,
        String queryId,
        String database,
        String format,
        boolean compress,
        boolean decompress,
        Map<String, String> settings,
        Map<String, String> values) {
    private static final String VALUE_PREFIX = "param_";
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    /** Parameters that speak to the server rather than to the query; those not used here ask for nothing it must do. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "query",
            "query_id",
            "database",
            "default_format",
            "compress",
            "decompress",
            "user",
            "password",
            "quota_key",
            "role",
            "session_id",
            "session_timeout",
            "session_check",
            "close_session",
            "wait_end_of_query",
            "buffer_size",
            "stacktrace",
            "client_protocol_version",
            "network_compression_method",
            "enable_http_compression",
            "http_zlib_compression_level",
            "send_progress_in_http_headers",
            "http_headers_progress_interval_ms");

    static BridgeRequest of(HttpExchange exchange) throws EngineException {
        Map<String, String> parameters = parameters(exchange.query());
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (name.startsWith(VALUE_PREFIX)) {
                values.put(name.substring(VALUE_PREFIX.length()), parameter.getValue());
            } else if (!NOT_SETTINGS.contains(name)) {
                if (!SETTING_NAME.matcher(name).matches()) {
                    throw EngineException.of(115, "UNKNOWN_SETTING", "Not the name of a setting: " + name);
                }
                settings.put(name, parameter.getValue());
            }
        }
        return new BridgeRequest(
                parameters.getOrDefault("query", ""),
                parameters.getOrDefault("query_id", UUID.randomUUID().toString()),
                either(
                        parameters.get("database"),
                        exchange.header("X-ClickHouse-Database"),
                        EngineConnection.DEFAULT_DATABASE),
                either(parameters.get("default_format"), exchange.header("X-ClickHouse-Format"), "TabSeparated"),
                "1".equals(parameters.get("compress")),
                "1".equals(parameters.get("decompress")),
                settings,
                values);
    }

    private static String either(@Nullable String first, @Nullable String second, String otherwise) {
        if (first != null && !first.isEmpty()) return first;
        return second != null && !second.isEmpty() ? second : otherwise;
    }

    private static Map<String, String> parameters(String query) throws EngineException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) throws EngineException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw EngineException.of(36, "BAD_ARGUMENTS", "Not percent-encoded: " + text);
        }
    }
}
