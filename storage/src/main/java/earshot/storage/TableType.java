// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as its row record describes it: one column per component, named in snake case; the components of a record
 * within the record are columns with its name before them ({@code rtcp.sr} is {@code rtcp_sr}), those of a list of
 * records columns of arrays, one for each component. Writers and readers both
 * use it, so that a row read is the row written.
 */
public final class TableType<R extends Record> {
    public static final TableType<CallRow> CALLS = new TableType<>("calls", CallRow.class);
    public static final TableType<CallLinkRow> CALL_LINKS = new TableType<>("call_links", CallLinkRow.class);
    public static final TableType<SipMessageRow> SIP_MESSAGES = new TableType<>("sip_messages", SipMessageRow.class);
    public static final TableType<AgentLogRow> AGENT_LOGS = new TableType<>("agent_logs", AgentLogRow.class);
    public static final TableType<StreamRow> STREAMS = new TableType<>("streams", StreamRow.class);
    public static final TableType<StreamIntervalRow> STREAM_INTERVALS =
            new TableType<>("stream_intervals", StreamIntervalRow.class);
    public static final TableType<RtcpReportRow> RTCP_REPORTS = new TableType<>("rtcp_reports", RtcpReportRow.class);
    public static final TableType<EndpointReportRow> ENDPOINT_REPORTS =
            new TableType<>("endpoint_reports", EndpointReportRow.class);
    public static final TableType<TransactionRow> TRANSACTIONS = new TableType<>("transactions", TransactionRow.class);
    public static final TableType<RegistrationRow> BINDINGS = new TableType<>("bindings", RegistrationRow.class);
    public static final TableType<SubscriptionRow> SUBSCRIPTIONS =
            new TableType<>("subscriptions", SubscriptionRow.class);
    public static final TableType<AvailabilityRow> PEER_AVAILABILITY =
            new TableType<>("peer_availability", AvailabilityRow.class);
    public static final TableType<AuthenticationFailureRow> AUTHENTICATION_FAILURES =
            new TableType<>("authentication_failures", AuthenticationFailureRow.class);
    public static final TableType<AlertRow> ALERTS = new TableType<>("alerts", AlertRow.class);
    public static final TableType<DeliveryRow> DELIVERIES = new TableType<>("deliveries", DeliveryRow.class);
    public static final TableType<ProbeHealthRow> PROBE_HEALTH = new TableType<>("probe_health", ProbeHealthRow.class);
    public static final TableType<KpiMinuteRow> KPI_MINUTES = new TableType<>("kpi_minutes", KpiMinuteRow.class);

    /** Every table that rows are written to. */
    public static final List<TableType<?>> ALL = List.of(
            CALLS,
            CALL_LINKS,
            SIP_MESSAGES,
            AGENT_LOGS,
            STREAMS,
            STREAM_INTERVALS,
            RTCP_REPORTS,
            ENDPOINT_REPORTS,
            TRANSACTIONS,
            BINDINGS,
            SUBSCRIPTIONS,
            PEER_AVAILABILITY,
            AUTHENTICATION_FAILURES,
            ALERTS,
            DELIVERIES,
            PROBE_HEALTH,
            KPI_MINUTES);

    private final String table;
    private final Class<R> rowType;
    private final List<String> columns = new ArrayList<>();

    private TableType(String table, Class<R> rowType) {
        this.table = table;
        this.rowType = rowType;
        addColumns(rowType, "");
    }

    public String table() {
        return table;
    }

    public Class<R> rowType() {
        return rowType;
    }

    /** Column names in the order of the record's components. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** The columns as a SELECT lists them, for {@link #read}. */
    public String columnList() {
        return columns.stream().map(TableType::quoted).collect(Collectors.joining(", "));
    }

    /**
     * The columns as a SELECT lists them for an answer in JSON: under the names of the components, a record within the
     * record as an object.
     */
    public String jsonColumnList() {
        return Arrays.stream(rowType.getRecordComponents())
                .map(component -> jsonColumn(component) + " AS " + quoted(component.getName()))
                .collect(Collectors.joining(", "));
    }

    /** Reads the current row; the columns are found by name. */
    public R read(ResultSet rows) throws SQLException {
        return read(rows, rowType, "");
    }

    @Override
    public String toString() {
        return table;
    }

    private void addColumns(Class<?> type, String prefix) {
        for (RecordComponent component : type.getRecordComponents()) {
            String column = prefix + columnName(component);
            Class<?> inner = inner(component);
            if (inner == null) {
                columns.add(column);
            } else {
                addColumns(inner, column + '_');
            }
        }
    }

    /** The record that a component is, or is a list of; null when it is neither. */
    static @Nullable Class<?> inner(RecordComponent component) {
        if (component.getType().isRecord()) return component.getType();
        boolean many = component.getGenericType() instanceof ParameterizedType type && isRecord(elementOf(type));
        return many ? (Class<?>) elementOf((ParameterizedType) component.getGenericType()) : null;
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> known && known.isRecord();
    }

    private static Type elementOf(ParameterizedType type) {
        return type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    }

    private static String jsonColumn(RecordComponent component) {
        String column = columnName(component);
        if (inner(component) == null) return quoted(column);
        // A tuple with names is an object in JSON.
        return "CAST(" + tuples(component, column) + ", '" + sqlType(component.getGenericType()) + "')";
    }

    private static String tuples(RecordComponent component, String column) {
        Class<?> inner = inner(component);
        if (inner == null) return quoted(column);
        String values = Arrays.stream(inner.getRecordComponents())
                .map(one -> tuples(one, column + '_' + columnName(one)))
                .collect(Collectors.joining(", "));
        return (component.getType().isRecord() ? "tuple(" : "arrayZip(") + values + ')';
    }

    /** The type of a value in a tuple; what is boxed may be absent, and so may a text. */
    private static String sqlType(Type type) {
        if (type == long.class || type == int.class) return "Int64";
        if (type == double.class) return "Float64";
        if (type == boolean.class) return "Bool";
        if (type == String.class) return "Nullable(String)";
        if (type == Long.class || type == Integer.class) return "Nullable(Int64)";
        if (type == Double.class) return "Nullable(Float64)";
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "Array(" + sqlType(elementOf(list)) + ')';
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "Map(String, " + sqlType(elementOf(map)) + ')';
        }
        if (!isRecord(type)) throw new IllegalStateException("no column type is known for " + type);
        return Arrays.stream(((Class<?>) type).getRecordComponents())
                .map(one -> quoted(one.getName()) + ' ' + sqlType(one.getGenericType()))
                .collect(Collectors.joining(", ", "Tuple(", ")"));
    }

    private static String quoted(String name) {
        return '`' + name + '`';
    }

    private static <T> T read(ResultSet rows, Class<T> type, String prefix) throws SQLException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String column = prefix + columnName(components[i]);
            Class<?> inner = inner(components[i]);
            if (inner == null) {
                values[i] = ColumnValue.read(rows, column, components[i].getGenericType());
            } else if (components[i].getType().isRecord()) {
                values[i] = read(rows, inner, column + '_');
            } else {
                values[i] = readList(rows, inner, column + '_');
            }
        }
        return make(type, values);
    }

    private static List<Object> readList(ResultSet rows, Class<?> type, String prefix) throws SQLException {
        RecordComponent[] components = type.getRecordComponents();
        List<List<?>> columns = new ArrayList<>();
        for (RecordComponent component : components) {
            columns.add(ColumnValue.readList(rows, prefix + columnName(component), component.getType()));
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < columns.get(0).size(); i++) {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int c = 0; c < components.length; c++)
                values[c] = columns.get(c).get(i);
            list.add(make(type, values));
        }
        return List.copyOf(list);
    }

    private static <T> T make(Class<T> type, @Nullable Object[] values) throws SQLException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("every record has its constructor: " + type, e);
        } catch (InvocationTargetException e) {
            throw new SQLException("The row of " + type.getSimpleName() + " is not valid.", e.getCause());
        }
    }

    private static String columnName(RecordComponent component) {
        Column column = component.getAnnotation(Column.class);
        if (column != null) return column.value();
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
