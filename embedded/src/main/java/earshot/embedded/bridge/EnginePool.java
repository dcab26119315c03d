// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of engine connections: so many statements run in parallel, further requests wait. The last one used is
 * used first, since opening connections over and over makes the engine grow.
 */
final class EnginePool {
    private static final System.Logger LOG = System.getLogger(EnginePool.class.getName());

    private final List<String> arguments;
    private final EngineConnection admin;
    private final LinkedBlockingDeque<EngineConnection> idle = new LinkedBlockingDeque<>();
    private final int size;
    private volatile boolean closing;

    EnginePool(List<String> arguments, int size) throws EngineException {
        this.arguments = List.copyOf(arguments);
        this.size = size;
        this.admin = EngineConnection.open(arguments);
        for (int i = 0; i < size; i++) idle.add(EngineConnection.open(arguments));
    }

    String version() throws EngineException {
        return admin.single("SELECT version()");
    }

    /** Waits for a free connection. */
    EngineConnection take() throws EngineException, InterruptedException {
        if (closing) throw EngineException.of(735, "QUERY_WAS_CANCELLED", "The engine is shutting down.");
        return idle.takeFirst();
    }

    /** Every connection taken comes back here, spoilt ones to be replaced. */
    void giveBack(EngineConnection connection) {
        idle.addFirst(connection.isSpoilt() && !closing ? replacement(connection) : connection);
    }

    /** Ends running queries and closes every connection, so far as they come back within the time. */
    void close(long timeoutMs) throws InterruptedException {
        closing = true;
        try {
            admin.execute("KILL QUERY WHERE 1 ASYNC");
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "Running queries could not be ended: {0}", e.text());
        }
        List<EngineConnection> returned = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (returned.size() < size) {
            @Nullable EngineConnection connection = idle.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (connection == null) break;
            returned.add(connection);
        }
        returned.forEach(EngineConnection::close);
        admin.close();
        LOG.log(Level.INFO, "Closed {0} of {1} connections", returned.size(), size);
    }

    private EngineConnection replacement(EngineConnection spoilt) {
        try {
            EngineConnection fresh = EngineConnection.open(arguments);
            spoilt.close();
            return fresh;
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "A connection could not be replaced and is used again: {0}", e.text());
            return spoilt;
        }
    }
}
