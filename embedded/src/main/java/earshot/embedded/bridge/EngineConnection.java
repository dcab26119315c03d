// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One connection to the engine: one statement at a time, with its own current database and settings. Owned by one
 * thread between being taken from the pool and being given back.
 */
final class EngineConnection {
    static final String DEFAULT_DATABASE = "default";

    private final Pointer handle;
    private final Pointer connection;
    private String database = DEFAULT_DATABASE;
    private boolean spoilt;

    private EngineConnection(Pointer handle) {
        this.handle = handle;
        this.connection = handle.getPointer(0);
    }

    static EngineConnection open(List<String> arguments) throws EngineException {
        Pointer handle = Chdb.chdb_connect(arguments.size(), new StringArray(arguments.toArray(String[]::new)));
        if (handle == null)
            throw EngineException.of(76, "CANNOT_OPEN_FILE", "The engine cannot open the data directory.");
        return new EngineConnection(handle);
    }

    void use(String wanted) throws EngineException {
        if (wanted.equals(database)) return;
        execute("USE " + SqlText.identifier(wanted));
        database = wanted;
    }

    void execute(String sql) throws EngineException {
        query(sql.getBytes(StandardCharsets.UTF_8), "Null", Map.of()).close();
    }

    String single(String sql) throws EngineException {
        try (EngineResult result = query(sql.getBytes(StandardCharsets.UTF_8), "TabSeparatedRaw", Map.of())) {
            return new String(result.bytes(), StandardCharsets.UTF_8).strip();
        }
    }

    EngineResult query(byte[] sql, String format, Map<String, String> parameters) throws EngineException {
        byte[] name = format.getBytes(StandardCharsets.UTF_8);
        if (parameters.isEmpty()) {
            return EngineResult.of(Chdb.chdb_query_n(connection, sql, sql.length, name, name.length));
        }
        BoundValues bound = new BoundValues(parameters);
        try {
            return EngineResult.of(Chdb.chdb_query_with_params_n(
                    connection,
                    sql,
                    sql.length,
                    name,
                    name.length,
                    bound.names(),
                    bound.nameLengths(),
                    bound.values(),
                    bound.valueLengths(),
                    bound.count()));
        } finally {
            Reference.reachabilityFence(bound);
        }
    }

    /** Starts a SELECT whose result comes in chunks. */
    EngineStream stream(byte[] sql, String format, Map<String, String> parameters) throws EngineException {
        byte[] name = format.getBytes(StandardCharsets.UTF_8);
        BoundValues bound = new BoundValues(parameters);
        Pointer stream = bound.isEmpty()
                ? Chdb.chdb_stream_query_n(connection, sql, sql.length, name, name.length)
                : Chdb.chdb_stream_query_with_params_n(
                        connection,
                        sql,
                        sql.length,
                        name,
                        name.length,
                        bound.names(),
                        bound.nameLengths(),
                        bound.values(),
                        bound.valueLengths(),
                        bound.count());
        return new EngineStream(this, connection, stream, bound);
    }

    /** Starts an INSERT whose rows follow as bytes of the format; the statement ends before FORMAT. */
    EngineInsert insert(byte[] sql, String format, Map<String, String> parameters) throws EngineException {
        byte[] name = format.getBytes(StandardCharsets.UTF_8);
        BoundValues bound = new BoundValues(parameters);
        Pointer insert = bound.isEmpty()
                ? Chdb.chdb_stream_insert_n(connection, sql, sql.length, name, name.length)
                : Chdb.chdb_stream_insert_with_params_n(
                        connection,
                        sql,
                        sql.length,
                        name,
                        name.length,
                        bound.names(),
                        bound.nameLengths(),
                        bound.values(),
                        bound.valueLengths(),
                        bound.count());
        return new EngineInsert(insert, bound);
    }

    /** Says that the connection's state is no longer known, so that it must be replaced before its next statement. */
    void spoil() {
        spoilt = true;
    }

    boolean isSpoilt() {
        return spoilt;
    }

    void close() {
        Chdb.chdb_close_conn(handle);
    }
}
