// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.store;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row record as a SELECT names them: a record's component is the JSON name, the same in snake_case the
 * table's column. So a row read here is the row that was written, and what is served is the row itself.
 */
public final class Columns {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Columns() {}

    /** {@code call_key AS callKey, state, ...} in the record's order. */
    public static String of(Class<? extends Record> row) {
        return of(row, Map.of());
    }

    /** The same, where some components are not simply the column of their name: component to SQL expression. */
    public static String of(Class<? extends Record> row, Map<String, String> expressions) {
        return Arrays.stream(row.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> column(name, expressions.get(name)))
                .collect(Collectors.joining(", "));
    }

    private static String column(String name, @Nullable String expression) {
        if (expression != null) return expression + " AS " + quoted(name);
        String snake = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
        return snake.equals(name) ? quoted(name) : quoted(snake) + " AS " + quoted(name);
    }

    private static String quoted(String name) {
        return "`" + name + "`";
    }
}
