// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.sql.SQLDataException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value of one column type is written in RowBinary. Every type of our tables is known here, and no other. */
@FunctionalInterface
interface BinaryValue {
    /** Refuses a value that the column cannot hold: it would be stored as another one. */
    void write(@Nullable Object value, BinaryBuffer out) throws SQLDataException;

    /** For a column type as ClickHouse spells it. */
    static BinaryValue of(String type) {
        int bracket = type.indexOf('(');
        if (bracket < 0) return simple(type);
        String inner = type.substring(bracket + 1, type.length() - 1);
        return switch (type.substring(0, bracket)) {
            case "LowCardinality" -> of(inner); // a matter of storage only
            case "Nullable" -> nullable(of(inner));
            case "Array" -> array(of(inner));
            case "Map" -> map(inner);
            case "DateTime64" -> time(inner.charAt(0) - '0');
            default -> throw unknown(type);
        };
    }

    private static BinaryValue simple(String type) {
        return switch (type) {
            case "String" -> (value, out) -> out.text((String) present(value));
            case "Bool" -> (value, out) -> out.int8((Boolean) present(value) ? 1 : 0);
            case "Float64" ->
                (value, out) ->
                        out.integer(Double.doubleToRawLongBits(number(value).doubleValue()), 8);
            case "UInt8" -> integer(1, 0, 0xFF);
            case "UInt16" -> integer(2, 0, 0xFFFF);
            case "UInt32" -> integer(4, 0, 0xFFFF_FFFFL);
            case "UInt64" -> integer(8, 0, Long.MAX_VALUE);
            case "Int32" -> integer(4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "Int64" -> integer(8, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> throw unknown(type);
        };
    }

    private static BinaryValue integer(int octets, long least, long most) {
        return (value, out) -> {
            long number = number(value).longValue();
            if (number < least || number > most) {
                throw new SQLDataException(number + " is not within " + least + " to " + most);
            }
            out.integer(number, octets);
        };
    }

    private static BinaryValue nullable(BinaryValue inner) {
        return (value, out) -> {
            out.int8(value == null ? 1 : 0);
            if (value != null) inner.write(value, out);
        };
    }

    private static BinaryValue array(BinaryValue inner) {
        return (value, out) -> {
            List<?> list = (List<?>) present(value);
            out.length(list.size());
            for (Object one : list) inner.write(one, out);
        };
    }

    private static BinaryValue map(String inner) {
        int comma = endOfFirst(inner);
        BinaryValue keys = of(inner.substring(0, comma));
        BinaryValue values = of(inner.substring(comma + 1).strip());
        return (value, out) -> {
            Map<?, ?> map = (Map<?, ?>) present(value);
            out.length(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                keys.write(entry.getKey(), out);
                values.write(entry.getValue(), out);
            }
        };
    }

    /** Where the first of two types ends. */
    private static int endOfFirst(String types) {
        int depth = 0;
        for (int i = 0; i < types.length(); i++) {
            char c = types.charAt(i);
            if (c == '(') depth++;
            if (c == ')') depth--;
            if (c == ',' && depth == 0) return i;
        }
        throw unknown(types);
    }

    private static BinaryValue time(int decimals) {
        long perSecond = Math.round(Math.pow(10, decimals));
        return (value, out) -> {
            Instant time = (Instant) present(value);
            try {
                long whole = Math.multiplyExact(time.getEpochSecond(), perSecond);
                out.integer(Math.addExact(whole, time.getNano() / (1_000_000_000 / perSecond)), 8);
            } catch (ArithmeticException e) {
                throw new SQLDataException(time + " is too far from 1970", e);
            }
        };
    }

    private static Number number(@Nullable Object value) throws SQLDataException {
        return (Number) present(value);
    }

    private static Object present(@Nullable Object value) throws SQLDataException {
        if (value == null) throw new SQLDataException("there is no value, and the column takes no NULL");
        return value;
    }

    private static IllegalArgumentException unknown(String type) {
        return new IllegalArgumentException("a column of type " + type + " cannot be written");
    }
}
