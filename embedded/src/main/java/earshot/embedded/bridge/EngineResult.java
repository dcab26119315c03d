// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A result, or one chunk of a streamed result, in the engine's memory until closed. */
final class EngineResult implements AutoCloseable {
    private static final int COPY_SIZE = 1 << 17;

    private final Pointer result;

    private EngineResult(Pointer result) {
        this.result = result;
    }

    /** Takes over what the engine returned; an error in it is thrown and its memory given back. */
    static EngineResult of(@Nullable Pointer result) throws EngineException {
        if (result == null) throw new EngineException("Code: 1000. DB::Exception: The engine returned nothing.");
        Pointer error = Chdb.chdb_result_error(result);
        if (error == null) return new EngineResult(result);
        String message = error.getString(0, "UTF-8");
        Chdb.chdb_destroy_query_result(result);
        throw new EngineException(message);
    }

    long length() {
        return Chdb.chdb_result_length(result);
    }

    byte[] bytes() {
        Pointer buffer = Chdb.chdb_result_buffer(result);
        return buffer == null ? new byte[0] : buffer.getByteArray(0, Math.toIntExact(length()));
    }

    /** Copies everything from the offset on. */
    void copyTo(OutputStream out, long offset) throws IOException {
        Pointer buffer = Chdb.chdb_result_buffer(result);
        if (buffer == null) return;
        long length = length();
        byte[] copy = new byte[(int) Math.min(length - offset, COPY_SIZE)];
        for (long at = offset; at < length; ) {
            int size = (int) Math.min(copy.length, length - at);
            buffer.read(at, copy, 0, size);
            out.write(copy, 0, size);
            at += size;
        }
    }

    /** Length of the names and types that open a RowBinaryWithNamesAndTypes chunk, in octets. */
    long namesAndTypesLength() {
        Pointer buffer = Chdb.chdb_result_buffer(result);
        if (buffer == null) return 0;
        VarInts header = new VarInts(buffer);
        long columns = header.next();
        for (long text = 0; text < 2 * columns; text++) header.skip(header.next());
        return header.position();
    }

    /** The X-ClickHouse-Summary header. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                        + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\","
                        + "\"elapsed_ns\":\"%d\"}",
                Chdb.chdb_result_storage_rows_read(result),
                Chdb.chdb_result_storage_bytes_read(result),
                Chdb.chdb_result_rows_written(result),
                Chdb.chdb_result_bytes_written(result),
                Chdb.chdb_result_rows_read(result),
                Chdb.chdb_result_bytes_read(result),
                (long) (Chdb.chdb_result_elapsed(result) * 1e9));
    }

    @Override
    public void close() {
        Chdb.chdb_destroy_query_result(result);
    }

    /** Reads LEB128 numbers from native memory. */
    private static final class VarInts {
        private final Pointer bytes;
        private long position;

        VarInts(Pointer bytes) {
            this.bytes = bytes;
        }

        long next() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                int octet = bytes.getByte(position++);
                value |= (long) (octet & 0x7F) << shift;
                if ((octet & 0x80) == 0) return value;
            }
        }

        void skip(long octets) {
            position += octets;
        }

        long position() {
            return position;
        }
    }
}
