// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of any row record, made of texts that have broken databases before. The number of a row decides all its values,
 * so that what is read can be compared with what was written; every third row has null wherever null is allowed.
 */
final class HostileRows {
    static final List<String> TEXTS = List.of(
            "",
            "plain",
            "O'Brien \"the\" `tick`",
            "back\\slash \\' \\\\ \\n at the end \\",
            "'); DROP TABLE calls; --",
            "line\nfeed\r\ntab\tnull\0bell\u0007",
            "\u00e9\u00fc\u00df \u4f60\u597d \u0631\u0642\u0645 \ud83d\udcde",
            "question ? marks ?? and {name:String} @p1 :x $1 %s",
            "a/*b*/c--d#e;f",
            "\u2028\u202e\ufeff\ufffd");

    /** Across midnight, so that rows lie in two partitions; far ahead, since what is old enough is deleted (TTL). */
    private static final Instant START = Instant.parse("2099-11-21T23:59:59.999990Z");

    private HostileRows() {}

    static <R extends Record> List<R> make(Class<R> type, int count) {
        List<R> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) rows.add(row(type, number));
        return rows;
    }

    private static <T> T row(Class<T> type, int number) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean isNull = number % 3 == 2 && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = isNull ? null : value(components[i].getGenericType(), number, i);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("every record has its constructor", e);
        }
    }

    private static Object value(Type type, int number, int place) {
        if (type instanceof ParameterizedType generic) return many(generic, number, place);
        if (type == int.class || type == Integer.class) return number * 100 + place;
        if (type == long.class || type == Long.class) return number * 1_000_000_000_000L + place;
        if (type == double.class || type == Double.class) return number + place / 64.0;
        if (type == boolean.class || type == Boolean.class) return (number + place) % 2 == 0;
        if (type == Instant.class) return START.plusNanos((number * 64L + place) * 1_000);
        if (type == String.class) return number + TEXTS.get((number + place) % TEXTS.size());
        return row((Class<?>) type, number);
    }

    private static Object many(ParameterizedType type, int number, int place) {
        Type[] arguments = type.getActualTypeArguments();
        Type element = arguments[arguments.length - 1];
        int size = number % 4;
        if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) list.add(element == Integer.class ? i * 80 : value(element, i, place));
            return List.copyOf(list);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) map.put(i + TEXTS.get((place + i) % TEXTS.size()), value(element, i, place));
        return Map.copyOf(map);
    }
}
