// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.sql.SQLDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows of one table in RowBinary, as the table's columns want them. */
final class BinaryRow<R extends Record> {
    /**
     * A value of a row, and where it goes; a record within the record is opened by {@code within}, and of each record of
     * a list {@code each} is taken.
     */
    private record Cell(
            @Nullable Reader within, Reader read, @Nullable Reader each, String column, BinaryValue value) {}

    private final List<Cell> cells = new ArrayList<>();

    /**
     * Rows of a table.
     *
     * @param columnTypes the table's columns with their types as ClickHouse spells them
     */
    BinaryRow(TableType<R> table, Map<String, String> columnTypes) {
        addCells(table.rowType(), null, columnTypes, new ArrayList<>(table.columns()));
        if (cells.size() != table.columns().size()) throw new IllegalStateException("a record deeper than two levels");
    }

    private void addCells(
            Class<?> type, @Nullable Reader within, Map<String, String> columnTypes, List<String> columns) {
        for (RecordComponent component : type.getRecordComponents()) {
            Reader read = reader(component);
            if (component.getType().isRecord()) {
                addCells(component.getType(), read, columnTypes, columns);
                continue;
            }
            Class<?> listed = TableType.inner(component);
            if (listed == null) {
                addCell(within, read, null, columnTypes, columns.remove(0));
                continue;
            }
            for (RecordComponent one : listed.getRecordComponents()) {
                addCell(within, read, reader(one), columnTypes, columns.remove(0));
            }
        }
    }

    private void addCell(
            @Nullable Reader within,
            Reader read,
            @Nullable Reader each,
            Map<String, String> columnTypes,
            String column) {
        String columnType = columnTypes.get(column);
        if (columnType == null) throw new IllegalArgumentException("the table has no column " + column);
        cells.add(new Cell(within, read, each, column, BinaryValue.of(columnType)));
    }

    void write(R row, BinaryBuffer out) throws SQLDataException {
        for (Cell cell : cells) {
            try {
                cell.value.write(read(cell, row), out);
            } catch (SQLDataException e) {
                throw new SQLDataException("column " + cell.column + ": " + e.getMessage(), e);
            }
        }
    }

    private static @Nullable Object read(Cell cell, Record row) {
        Object holder = cell.within == null ? row : present(cell.within.of(row));
        Object value = cell.read.of(holder);
        if (cell.each == null) return value;
        List<@Nullable Object> values = new ArrayList<>();
        for (Object one : (List<?>) present(value)) values.add(cell.each.of(one));
        return values;
    }

    private static Object present(@Nullable Object value) {
        if (value == null) throw new IllegalStateException("a part of a row is null");
        return value;
    }

    /** Reads a component; a class made for each of them, since a method handle in a list is called five times as slowly. */
    private static Reader reader(RecordComponent component) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle accessor = lookup.unreflect(component.getAccessor());
            return (Reader) LambdaMetafactory.metafactory(
                            lookup,
                            "of",
                            MethodType.methodType(Reader.class),
                            MethodType.methodType(Object.class, Object.class),
                            accessor,
                            accessor.type().wrap())
                    .getTarget()
                    .invokeExact();
        } catch (Throwable e) { // declared by every method handle
            throw new IllegalStateException("every record component can be read: " + component, e);
        }
    }

    /** One component of a record. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object of(Object record);
    }
}
