// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a column as a record component has it. */
final class ColumnValue {
    private ColumnValue() {}

    /** Reads a column as the type of a record component: primitive, boxed, String, Instant, List or Map. */
    static @Nullable Object read(ResultSet rows, String column, Type type) throws SQLException {
        if (type instanceof ParameterizedType generic) return readMany(rows, column, generic);
        if (type == Instant.class) return time(rows, column);
        Object value = rows.getObject(column);
        return value == null ? null : convert(value, (Class<?>) type);
    }

    private static Object readMany(ResultSet rows, String column, ParameterizedType type) throws SQLException {
        Type[] arguments = type.getActualTypeArguments();
        Class<?> element = (Class<?>) arguments[arguments.length - 1];
        if (type.getRawType() == List.class) {
            return readList(rows, column, element);
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) rows.getObject(column)).forEach((key, value) -> map.put(key, convert(value, element)));
        return Map.copyOf(map);
    }

    /** Reads a column of arrays; elements may be null where the column allows it. */
    static List<Object> readList(ResultSet rows, String column, Class<?> element) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : (Object[]) rows.getArray(column).getArray()) {
            list.add(value == null ? null : convert(value, element));
        }
        return Collections.unmodifiableList(list);
    }

    private static @Nullable Instant time(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Object convert(Object value, Class<?> type) {
        if (type == int.class || type == Integer.class) return ((Number) value).intValue();
        if (type == long.class || type == Long.class) return ((Number) value).longValue();
        if (type == double.class || type == Double.class) return ((Number) value).doubleValue();
        if (type == boolean.class || type == Boolean.class) return value;
        return value.toString();
    }
}
