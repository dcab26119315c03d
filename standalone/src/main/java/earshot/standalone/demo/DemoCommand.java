// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import earshot.api.ConfigException;
import earshot.embedded.LoopbackPort;
import earshot.probe.capture.CaptureException;
import earshot.standalone.text.CallTable;
import earshot.standalone.text.Terminal;
import earshot.standalone.text.TextTable;
import earshot.storage.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code earshot demo}: the whole of Earshot on this machine, with captures replayed as if they were a live line. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka, Flink, ClickHouse and the API on this machine and replays captures as if live.",
            "Needs no Docker, no libpcap and no root; listens on this machine only."
        },
        footer = {"", "Ctrl-C stops everything. Exit status: 0 when all went well, 1 when not, 2 for bad usage."})
public final class DemoCommand implements Callable<Integer> {
    /** A person waits ten seconds for the demo to stop; what has not ended by then ends with this program. */
    private static final int STOP_SECONDS_MAX = 7;

    @Option(names = "--once", description = "Process all captures at full speed, print the table of calls and exit.")
    private boolean isOnce;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Replay at N times real time (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the web pages and the API (default: ${DEFAULT-VALUE}; 0 for any free one).")
    private int port;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this Kafka instead of an embedded one.")
    private @Nullable String kafka;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description = "Use this ClickHouse, such as http://host:8123, instead of an embedded one.")
    private @Nullable String clickHouse;

    @Option(
            names = "--captures",
            paramLabel = "DIR",
            description = "Replay the captures in DIR (default: sample-pcaps).")
    private @Nullable Path captures;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the engines' data in DIR (default: a temporary folder, removed at the end).")
    private @Nullable Path data;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Post alerts there, in Alertmanager's format; this machine is allowed.")
    private @Nullable String webhook;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            if (!(speed > 0)) throw new ConfigException("--speed", speed, "more than 0");
            // Found out now, not after the engines have started.
            if (port != 0) LoopbackPort.requireFree(port, "The API (--port)");
            List<Path> files = captureFiles();
            DemoSettings settings = new DemoSettings(port, kafka, clickHouse, data, rules(), webhook);
            return isOnce ? runOnce(settings, files, out, spec.commandLine().getErr()) : runLive(settings, files, out);
        } catch (ConfigException | CaptureException | StorageException | IOException e) {
            spec.commandLine().getErr().println("earshot: " + TextTable.harmless(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static int runOnce(DemoSettings settings, List<Path> files, PrintWriter out, PrintWriter err)
            throws Exception {
        // The table is the answer; what leads to it goes to the other stream, so that a pipe gets the table alone.
        Progress progress = new Progress(err);
        try (DemoStack demo = DemoStack.start(settings, progress)) {
            demo.processAll(files);
            Terminal terminal = Terminal.ofThisProcess();
            out.print(CallTable.calls(demo.calls().read(), terminal));
            out.flush();
            return 0;
        }
    }

    private int runLive(DemoSettings settings, List<Path> files, PrintWriter out) throws Exception {
        Progress progress = new Progress(out);
        CountDownLatch isStopping = new CountDownLatch(1);
        CountDownLatch isStopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(isStopping, isStopped), "demo-stop"));
        try (DemoStack demo = DemoStack.start(settings, progress)) {
            demo.replay(files, speed);
            progress.say(String.format(
                    Locale.ROOT, "%nEarshot is listening: http://localhost:%d/   (Ctrl-C stops it)%n", demo.port()));
            isStopping.await();
            progress.say("Stopping.");
        } finally {
            isStopped.countDown();
        }
        return 0;
    }

    /** Runs in the shutdown hook: the program may end only after the engines have. */
    private static void stop(CountDownLatch isStopping, CountDownLatch isStopped) {
        isStopping.countDown();
        try {
            isStopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> captureFiles() throws CaptureException {
        Path folder = captures == null ? home().resolve("sample-pcaps") : captures;
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{pcap,pcapng,cap,pcap.gz,pcapng.gz}")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new CaptureException("cannot list the captures in " + folder + ": name a folder with --captures", e);
        }
        if (files.isEmpty()) throw new CaptureException("no .pcap or .pcapng file in " + folder);
        files.sort(null);
        return files;
    }

    private static @Nullable Path rules() {
        Path rules = home().resolve("alert-rules");
        return Files.isDirectory(rules) ? rules : null;
    }

    private static Path home() {
        return Path.of(System.getProperty("earshot.home", "."));
    }
}
