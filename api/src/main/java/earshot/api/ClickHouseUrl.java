// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.storage.ClickHouse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads where ClickHouse is from the one URL a person gives: {@code http://host:8123/database}, or the same as a JDBC
 * URL, with {@code ?user=} and {@code &password=} when they are needed.
 */
final class ClickHouseUrl {
    private static final Pattern URL = Pattern.compile(
            "((?:jdbc:clickhouse:|jdbc:ch:)?(?://|https?://)[^/?]+)/?" + "([A-Za-z_][A-Za-z0-9_]*)?(?:\\?(.*))?");
    private static final String ALLOWED = "http://HOST:8123/DATABASE or jdbc:clickhouse://HOST:8123/DATABASE";

    private ClickHouseUrl() {}

    static ClickHouse parse(String text) {
        Matcher parts = URL.matcher(text);
        // The query is left out of what is shown: it may hold a password.
        if (!parts.matches()) throw new ConfigException("clickhouse", text.replaceFirst("\\?.*", ""), ALLOWED);
        String database = parts.group(2) == null ? ClickHouse.DATABASE : parts.group(2);
        String query = parts.group(3) == null ? "" : parts.group(3);
        return new ClickHouse(parts.group(1), value(query, "user", "default"), value(query, "password", ""), database);
    }

    private static String value(String query, String name, String otherwise) {
        Matcher pair = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        return pair.find() ? URLDecoder.decode(pair.group(1), StandardCharsets.UTF_8) : otherwise;
    }
}
