// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** A SELECT under way: chunks are fetched until an empty one. Closing it early cancels the query. */
final class EngineStream implements AutoCloseable {
    private final EngineConnection owner;
    private final Pointer connection;
    private final Pointer stream;
    // Held for its native memory, which the engine may read until the query ends.
    private final BoundValues bound;
    private boolean finished;

    EngineStream(EngineConnection owner, Pointer connection, @Nullable Pointer stream, BoundValues bound)
            throws EngineException {
        if (stream == null) throw new EngineException("Code: 1000. DB::Exception: The engine returned nothing.");
        this.owner = owner;
        this.connection = connection;
        this.stream = stream;
        this.bound = bound;
        Pointer error = Chdb.chdb_result_error(stream);
        if (error == null) return;
        String message = error.getString(0, "UTF-8");
        Chdb.chdb_destroy_query_result(stream);
        throw new EngineException(message);
    }

    /** The next chunk; its length is 0 at the end of the result. */
    EngineResult next() throws EngineException {
        EngineResult chunk = EngineResult.of(Chdb.chdb_stream_fetch_result(connection, stream));
        if (chunk.length() == 0) finished = true;
        return chunk;
    }

    @Override
    public void close() {
        try {
            if (!finished) {
                // After a cancelled stream the next query on the connection may come back empty: it is not used again.
                Chdb.chdb_stream_cancel_query(connection, stream);
                owner.spoil();
            }
            Chdb.chdb_destroy_query_result(stream);
        } finally {
            Reference.reachabilityFence(bound);
        }
    }
}
