// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The C interface of libchdb 26.7, as far as it is used here. Names and arguments are the library's own.
 *
 * <p>A connection runs one statement at a time; different connections run truly in parallel. What a function returns
 * belongs to the caller and goes back through the matching destroy function.
 */
final class Chdb {
    private Chdb() {}

    /**
     * Binds the functions and keeps the engine from replacing the JVM's signal handlers, which must be said before the
     * first connection: HotSpot needs its own SIGSEGV handler to turn null checks into exceptions.
     */
    static void load(Path library) {
        Native.register(Chdb.class, NativeLibrary.getInstance(library.toString()));
        chdb_set_signal_handlers_enabled(0);
    }

    static native void chdb_set_signal_handlers_enabled(int enabled);

    /** Returns the address of a connection handle, or null when the engine refused. */
    static native @Nullable Pointer chdb_connect(int argc, StringArray argv);

    static native void chdb_close_conn(Pointer handle);

    static native @Nullable Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native @Nullable Pointer chdb_query_n(
            Pointer connection, byte[] sql, long sqlLength, byte[] format, long formatLength);

    static native @Nullable Pointer chdb_stream_query_n(
            Pointer connection, byte[] sql, long sqlLength, byte[] format, long formatLength);

    static native @Nullable Pointer chdb_stream_query_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native @Nullable Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

    static native void chdb_stream_cancel_query(Pointer connection, Pointer stream);

    static native void chdb_destroy_query_result(Pointer result);

    static native @Nullable Pointer chdb_result_buffer(Pointer result);

    static native long chdb_result_length(Pointer result);

    static native double chdb_result_elapsed(Pointer result);

    static native long chdb_result_rows_read(Pointer result);

    static native long chdb_result_bytes_read(Pointer result);

    static native long chdb_result_storage_rows_read(Pointer result);

    static native long chdb_result_storage_bytes_read(Pointer result);

    static native long chdb_result_rows_written(Pointer result);

    static native long chdb_result_bytes_written(Pointer result);

    static native @Nullable Pointer chdb_result_error(Pointer result);

    static native @Nullable Pointer chdb_stream_insert_n(
            Pointer connection, byte[] sql, long sqlLength, byte[] format, long formatLength);

    static native @Nullable Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long count);

    static native int chdb_stream_append(Pointer insert, byte[] data, long length);

    static native @Nullable Pointer chdb_stream_done(Pointer insert);

    static native void chdb_stream_cancel_insert(Pointer insert);

    static native @Nullable Pointer chdb_stream_insert_error(Pointer insert);

    static native void chdb_destroy_insert_stream(Pointer insert);
}
