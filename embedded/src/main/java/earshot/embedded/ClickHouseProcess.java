// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import com.clickhouse.client.api.internal.ClickHouseLZ4InputStream;
import com.clickhouse.data.ClickHouseFormat;
import com.sun.jna.Native;
import earshot.embedded.bridge.ClickHouseBridge;
import earshot.storage.ClickHouse;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;

/**
 * A real ClickHouse engine in a child process, which any ClickHouse driver reaches over HTTP on 127.0.0.1. The child
 * ends with this object, and with this program however it dies.
 */
public final class ClickHouseProcess implements AutoCloseable {
    private static final int START_TIMEOUT_SECONDS = 60;
    private static final int STOP_TIMEOUT_SECONDS = 8;

    private final Path library;
    private final Path directory;
    private Process process;
    private int port;
    private volatile String lastLine = "";

    private ClickHouseProcess(Path library, Path directory, int port) throws IOException {
        this.library = library;
        this.directory = directory;
        this.process = launch(port);
        this.port = awaitReady();
    }

    /**
     * Starts the engine on a directory that it makes or has used before.
     *
     * @param port to listen on; 0 for any free one
     * @param progress takes lines for a person to follow while the library is fetched
     */
    public static ClickHouseProcess start(Path directory, int port, Consumer<String> progress) throws IOException {
        Path library = ChdbLibrary.fetch(ChdbLibrary.cacheDirectory(), progress);
        Files.createDirectories(directory);
        return new ClickHouseProcess(library.toAbsolutePath(), directory.toAbsolutePath(), port);
    }

    public int port() {
        return port;
    }

    /** For the official JDBC driver; the database is {@code default}. */
    public String jdbcUrl() {
        return "jdbc:clickhouse:http://127.0.0.1:" + port;
    }

    /** How programs of ours reach a database of the engine. */
    public ClickHouse connection(String database) {
        return new ClickHouse(jdbcUrl(), "default", "", database);
    }

    /** What the child wrote, the engine's own complaints included. */
    public Path log() {
        return directory.resolve("clickhouse.log");
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the child at once, as a power cut would: for tests of what survives. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOP_TIMEOUT_SECONDS);
    }

    /** Asks the child to end, as an init system would, and returns its exit status. */
    public int terminate() {
        process.destroy();
        if (!awaitExit(STOP_TIMEOUT_SECONDS)) kill();
        return process.exitValue();
    }

    /** Does to the child what the death of this program would. */
    void closeStandardInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Starts the engine again on the same directory and port. */
    public void restart() throws IOException {
        if (process.isAlive()) terminate();
        process = launch(port);
        port = awaitReady();
    }

    @Override
    public void close() {
        if (process.isAlive()) terminate();
    }

    private Process launch(int wantedPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                ClickHouseBridge.class.getName(),
                library.toString(),
                directory.resolve("data").toString(),
                Integer.toString(wantedPort));
        builder.environment().put("TZ", "UTC");
        builder.redirectErrorStream(true);
        return builder.start();
    }

    /** Only what the bridge needs: the class path of a large program would slow its start. */
    private static String classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed : List.of(
                ClickHouseBridge.class,
                Native.class,
                ClickHouseLZ4InputStream.class,
                ClickHouseFormat.class,
                LZ4Factory.class,
                Logger.class)) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            try {
                places.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IOException("Not a file on the class path: " + source.getLocation(), e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private int awaitReady() throws IOException {
        CompletableFuture<Integer> ready = new CompletableFuture<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> record(output, ready), "clickhouse-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new EngineUnavailableException(lastLine, e);
        } catch (TimeoutException e) {
            kill();
            throw new EngineUnavailableException(
                    "ClickHouse did not start within " + START_TIMEOUT_SECONDS + " s: see " + log() + ".", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Starting ClickHouse was interrupted.", e);
        }
    }

    /** Writes the child's lines to the log until it ends; its ready line, or its last one, decides the start. */
    private void record(BufferedReader output, CompletableFuture<Integer> ready) {
        lastLine = "ClickHouse ended without a word.";
        try (Writer log = Files.newBufferedWriter(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastLine = line;
                log.write(line + '\n');
                log.flush();
                if (line.startsWith(ClickHouseBridge.READY)) {
                    ready.complete(Integer.valueOf(line.substring(ClickHouseBridge.READY.length())));
                }
            }
        } catch (IOException e) {
            lastLine = "The output of ClickHouse cannot be kept in " + log() + ": " + e.getMessage();
        }
        ready.completeExceptionally(new EngineUnavailableException(lastLine));
    }

    private boolean awaitExit(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }
}
