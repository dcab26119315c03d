// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** An INSERT under way: rows are appended as bytes, and stored when finished. Closing it unfinished cancels it. */
final class EngineInsert implements AutoCloseable {
    private static final int CHUNK_SIZE = 1 << 18;

    private final Pointer insert;
    // Held for its native memory, which the engine may read until the insert ends.
    private final BoundValues bound;
    private boolean finished;

    EngineInsert(@Nullable Pointer insert, BoundValues bound) throws EngineException {
        if (insert == null) throw new EngineException("Code: 1000. DB::Exception: The engine returned nothing.");
        this.insert = insert;
        this.bound = bound;
        Pointer error = Chdb.chdb_stream_insert_error(insert);
        if (error == null) return;
        String message = error.getString(0, "UTF-8");
        Chdb.chdb_destroy_insert_stream(insert);
        throw new EngineException(message);
    }

    /** Stores all that the stream holds; the result carries the summary. A refused row refuses them all. */
    EngineResult storeAll(InputStream rows) throws IOException, EngineException {
        byte[] chunk = new byte[CHUNK_SIZE];
        boolean accepted = true;
        int size;
        while (accepted && (size = rows.readNBytes(chunk, 0, chunk.length)) > 0) {
            accepted = Chdb.chdb_stream_append(insert, chunk, size) == 0;
        }
        finished = true;
        return EngineResult.of(Chdb.chdb_stream_done(insert));
    }

    @Override
    public void close() {
        try {
            if (!finished) Chdb.chdb_stream_cancel_insert(insert);
            Chdb.chdb_destroy_insert_stream(insert);
        } finally {
            Reference.reachabilityFence(bound);
        }
    }
}
