// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import earshot.api.ApiServer;
import earshot.api.ApiSettings;
import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.embedded.KafkaTopics;
import earshot.events.Topics;
import earshot.jobs.CallJob;
import earshot.jobs.JobSettings;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.ProbeRunner;
import earshot.probe.capture.PacketSource;
import earshot.probe.capture.ReplaySource;
import earshot.probe.publish.KafkaPublisher;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every part of Earshot in this machine: the engines, the job, the API, and a probe whose line is a replay. Closing it
 * stops all of them, last started first.
 */
final class DemoStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoStack.class);
    private static final String PROBE = "demo";
    private static final int PARALLELISM = 2;
    private static final int EVENTS_WAITING_MAX = 65_536;
    private static final long PUBLISH_CLOSE_MILLIS = 3_000;
    private static final Duration CHECKPOINTS = Duration.ofSeconds(5);
    private static final Duration IDLENESS = Duration.ofSeconds(2);

    private final DemoSettings settings;
    private final Progress progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path data;
    private final String kafka;
    private final ClickHouse clickHouse;
    private final FlinkCluster flink;
    private final ApiServer api;

    /** Starts the engines and the API; when one of them cannot, stops those that have. */
    static DemoStack start(DemoSettings settings, Progress progress) throws Exception {
        return new DemoStack(settings, progress);
    }

    private DemoStack(DemoSettings settings, Progress progress) throws Exception {
        this.settings = settings;
        this.progress = progress;
        try {
            this.data = dataFolder();
            progress.say("Starting Earshot");
            this.clickHouse = startClickHouse();
            this.kafka = startKafka();
            this.flink = progress.step(
                    "Flink",
                    () -> keep(FlinkCluster.start(PARALLELISM, data.resolve("checkpoints"))),
                    cluster -> PARALLELISM + " task slots");
            this.api = progress.step(
                    "API", () -> keep(ApiServer.start(apiSettings())), server -> "http://localhost:" + server.port());
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    int port() {
        return api.port();
    }

    CallList calls() {
        return new CallList(URI.create("http://127.0.0.1:" + api.port()));
    }

    /** Replays captures as if live, in the background, into a job that runs until this is closed. */
    void replay(List<Path> files, double speed) throws Exception {
        CallJob.start(flink.environment(), jobSettings(false)); // ends with its cluster
        ReplaySource replay = new ReplaySource(files, speed, DemoStack::nowNanos);
        progress.say(String.format(
                Locale.ROOT,
                "%nReplaying %d captures as if live: %.0f s at speed %s.",
                files.size(),
                replay.lengthNanos() / 1e9 / speed,
                speed == (long) speed ? Long.toString((long) speed) : Double.toString(speed)));
        PacketSource line = new OpenEndedReplay(
                replay, DemoStack::nowNanos, () -> progress.say("The replay is over; its calls stay to be looked at."));
        ProbeRunner probe = new ProbeRunner(line, probe(keep(publisher())), System::nanoTime);
        Thread thread = new Thread(probe::run, "demo-probe");
        thread.start();
        keep(() -> probe.stop(TimeUnit.SECONDS.toMillis(2)));
    }

    /** Puts captures through the probe at full speed, then through a job that ends when it has read everything. */
    void processAll(List<Path> files) throws Exception {
        progress.step("Probe", () -> publishAll(files), read -> files.size() + " captures, " + read + " packets");
        progress.step(
                "Job",
                () -> CallJob.start(flink.environment(), jobSettings(true))
                        .getJobExecutionResult()
                        .get(),
                result -> "all events processed and stored");
    }

    private long publishAll(List<Path> files) throws Exception {
        KafkaPublisher publisher = publisher();
        ProbePipeline pipeline = probe(publisher);
        try (publisher) {
            PacketSource source = new ReplaySource(files, ReplaySource.UNPACED, DemoStack::nowNanos);
            new ProbeRunner(source, pipeline, System::nanoTime).run();
        }
        // Closing has sent what was waiting: now every event must have arrived.
        if (publisher.acknowledged() < publisher.published()) {
            throw new IOException(
                    "Kafka acknowledged " + publisher.acknowledged() + " of " + publisher.published() + " events");
        }
        return pipeline.totals().read();
    }

    /** Waits for room instead of dropping: a replay can wait, as a live line cannot. */
    private KafkaPublisher publisher() {
        return KafkaPublisher.start(
                new KafkaPublisher.Options(kafka, "earshot-demo", EVENTS_WAITING_MAX, true, PUBLISH_CLOSE_MILLIS));
    }

    private static ProbePipeline probe(KafkaPublisher publisher) {
        return new ProbePipeline(PipelineSettings.of(PROBE, TimeUnit.NANOSECONDS.toMicros(nowNanos())), publisher);
    }

    private ApiSettings apiSettings() {
        ApiSettings local = ApiSettings.local(settings.port(), clickHouse);
        String webhook = settings.webhook();
        if (webhook == null) return local;
        return local.withWebhooks(kafka, List.of(new ApiSettings.Webhook("demo", webhook, Optional.empty(), true)));
    }

    private JobSettings jobSettings(boolean isBounded) {
        return new JobSettings(
                kafka,
                clickHouse,
                settings.rules(),
                PARALLELISM,
                new JobSettings.Checkpoints(
                        CHECKPOINTS, data.resolve("checkpoints").toUri().toString(), "hashmap"),
                isBounded,
                JobSettings.OUT_OF_ORDERNESS,
                IDLENESS,
                JobSettings.Judgement.DEFAULT);
    }

    private ClickHouse startClickHouse() throws Exception {
        String given = settings.clickHouse();
        ClickHouse address;
        if (given != null) {
            address = new ClickHouse(given, "default", "", ClickHouse.DATABASE);
        } else {
            address = progress.step(
                            "ClickHouse",
                            () -> keep(ClickHouseProcess.start(data.resolve("clickhouse"), 0, progress::say)),
                            engine -> "127.0.0.1:" + engine.port())
                    .connection(ClickHouse.DATABASE);
        }
        progress.step("Tables", () -> new Migrator(address).migrate(), done -> "in database " + address.database());
        return address;
    }

    private String startKafka() throws Exception {
        String given = settings.kafka();
        String bootstrap = given != null
                ? given
                : progress.step("Kafka", () -> keep(KafkaBroker.start(data.resolve("kafka"))), KafkaBroker::bootstrap)
                        .bootstrap();
        // An existing Kafka may have them already, with partitions and replicas of its owner's choice.
        KafkaTopics.create(bootstrap, Topics.ALL, PARALLELISM);
        return bootstrap;
    }

    private Path dataFolder() throws IOException {
        Path given = settings.data();
        try {
            if (given != null) return Files.createDirectories(given);
            Path temporary = Files.createTempDirectory("earshot-demo-");
            keep(() -> Folders.delete(temporary));
            return temporary;
        } catch (IOException e) {
            throw new IOException(
                    "no folder for the engines' data can be made (" + e + "): name one that can be written with --data",
                    e);
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        started.push(closeable);
        return closeable;
    }

    private static long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable next = started.pop();
            try {
                next.close();
            } catch (Exception e) { // the rest is to be stopped all the same
                LOG.warn("stopping a part of the demo failed", e);
            }
        }
    }
}
