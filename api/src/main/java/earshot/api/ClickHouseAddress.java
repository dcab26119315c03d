// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where ClickHouse answers over HTTP, read from the URL that every part of Earshot is given: either
 * {@code http://host:8123/database} or the same as a JDBC URL.
 *
 * @param endpoint {@code http://host:port}
 */
public record ClickHouseAddress(String endpoint, String database, String user, Secret password) {
    private static final String ALLOWED = "http://HOST:PORT/DATABASE or jdbc:clickhouse://HOST:PORT/DATABASE";

    public static ClickHouseAddress parse(String url) {
        URI uri = uri(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        Map<String, String> query = query(uri.getRawQuery());
        String scheme = scheme(url, uri, query);
        if (uri.getHost() == null) throw mistake(url);

        int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 8443 : 8123;
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new ClickHouseAddress(
                scheme + "://" + uri.getHost() + ":" + port,
                path.isEmpty() ? query.getOrDefault("database", "default") : path,
                query.getOrDefault("user", "default"),
                new Secret(query.getOrDefault("password", "")));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw mistake(text);
        }
    }

    private static String scheme(String url, URI uri, Map<String, String> query) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> scheme;
            case "clickhouse", "ch" -> Boolean.parseBoolean(query.get("ssl")) ? "https" : "http";
            default -> throw mistake(url);
        };
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        if (raw == null) return values;
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) values.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
        }
        return values;
    }

    /** Names the URL without its query, which may hold a password. */
    private static ConfigException mistake(String url) {
        return new ConfigException("clickhouse", url.replaceFirst("\\?.*", ""), ALLOWED);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
