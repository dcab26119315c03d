// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Function;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program: the ClickHouse engine, loaded as a library, behind ClickHouse's own HTTP protocol on 127.0.0.1, so that
 * the official drivers connect to it unmodified.
 *
 * <p>A program of its own, because the engine's static destructors crash a JVM that exits while queries run; and
 * because a crash then costs the child, not the caller. It ends on SIGTERM and when its standard input is closed, which
 * the death of the parent does too.
 */
public final class ClickHouseBridge {
    /** Starts the line on standard output that says the bridge serves; the port follows. */
    public static final String READY = "READY port=";

    /** Exit status when the bridge could not start; the last line on standard error says why. */
    public static final int CANNOT_START = 3;

    private static final System.Logger LOG = System.getLogger(ClickHouseBridge.class.getName());
    private static final long CLOSE_TIMEOUT_MS = 5_000;
    private static final int CONNECTIONS = 12;

    private ClickHouseBridge() {}

    /**
     * Serves until told to end.
     *
     * @param args library, data directory, port (0 for any)
     */
    public static void main(String[] args) {
        try {
            serve(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        } catch (BindException e) {
            fail("Port " + args[2] + " on 127.0.0.1 is taken: choose another or stop the program that has it.");
        } catch (EngineException e) {
            fail("ClickHouse cannot open " + args[1] + ", which another running Earshot may hold: " + e.text());
        } catch (IOException e) {
            fail("ClickHouse cannot start in " + args[1] + ": " + e.getMessage());
        } catch (UnsatisfiedLinkError e) {
            fail("The ClickHouse library " + args[0] + " does not load on this machine: " + e.getMessage());
        }
    }

    private static void serve(Path library, Path data, int port) throws IOException, EngineException {
        Files.createDirectories(data);
        Chdb.load(library);
        EnginePool pool = new EnginePool(engineArguments(data), CONNECTIONS);
        HttpServer server = new HttpServer(port, new QueryHandler(pool, pool.version()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server, pool), "shutdown"));
        Thread watch = new Thread(ClickHouseBridge::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        System.out.println(READY + server.port());
        server.serve();
    }

    private static List<String> engineArguments(Path data) {
        return List.of(
                "chdb",
                "--path=" + data,
                // A server's dialect: without it, a misspelt SELECT is taken for a column.
                "--implicit_select=0",
                // Bounds for one machine that runs everything.
                "--max_memory_usage=2000000000",
                "--max_execution_time=300",
                "--mark_cache_size=67108864");
    }

    /** The parent holds the other end of standard input and never writes: its end is the parent's end. */
    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Standard input broke", e);
        }
        System.exit(0);
    }

    private static void shutDown(HttpServer server, EnginePool pool) {
        try {
            server.close();
            pool.close(CLOSE_TIMEOUT_MS);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The port was not closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exitAtOnce(0);
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        exitAtOnce(CANNOT_START);
    }

    /** Ends the process without the engine's static destructors, which crash while its threads still run. */
    private static void exitAtOnce(int status) {
        System.out.flush();
        System.err.flush();
        Function.getFunction("c", "_exit").invokeVoid(new Object[] {status});
    }
}
