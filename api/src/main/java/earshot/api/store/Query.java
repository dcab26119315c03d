// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT and the values it is asked with. Text from callers is never part of the SQL: it travels beside it and is
 * bound by the server to {@code {name:Type}}.
 */
public final class Query {
    private final String select;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private String tail = "";

    /** @param select everything up to WHERE */
    public Query(String select) {
        this.select = select;
    }

    /** Adds a condition that needs no value. */
    public Query where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds a condition with one value. */
    public Query where(String condition, String name, Object value) {
        return where(condition).bind(name, value);
    }

    /** Adds a condition on a text if the caller gave one. */
    public Query whereGiven(String condition, String name, @Nullable String text) {
        return text == null || text.isBlank() ? this : where(condition, name, text.strip());
    }

    /** Adds a condition on a number or time if the caller gave one. */
    public Query whereGiven(String condition, String name, @Nullable Object value) {
        return value == null ? this : where(condition, name, value);
    }

    /** Gives a value to a parameter. */
    public Query bind(String name, Object value) {
        values.put(name, wireText(value));
        return this;
    }

    /** What follows the conditions: GROUP BY, ORDER BY, LIMIT. */
    public Query then(String clauses) {
        tail = clauses;
        return this;
    }

    String sql() {
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
        return select + where + "\n" + tail;
    }

    Map<String, Object> values() {
        return values;
    }

    /** ClickHouse reads parameters as its tab-separated format does, where a backslash begins an escape. */
    private static String wireText(Object value) {
        if (value instanceof Instant time) return Long.toString(micros(time));
        return value.toString()
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "\\0");
    }

    /** Microseconds since 1970: the parameter's SQL turns them into a time with fromUnixTimestamp64Micro. */
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }
}
