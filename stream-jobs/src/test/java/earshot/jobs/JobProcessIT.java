// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.embedded.ClickHouseProcess;
import earshot.embedded.KafkaBroker;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.Topics;
import earshot.storage.Migrator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job as people start it: a process of its own, scraped for its metrics, killed, and started again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JobProcessIT {
    private static final Logger LOG = LoggerFactory.getLogger(JobProcessIT.class);
    private static final String PASSWORD_VARIABLE = "EARSHOT_JOBS_CLICKHOUSE_PASSWORD";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private ClickHouseProcess clickHouse;
    private KafkaBroker broker;
    private JobTopics topics;
    private int metricsPort;
    private @Nullable Process job;

    @BeforeEach
    void start() throws Exception {
        clickHouse = ClickHouseProcess.start(directory.resolve("clickhouse"), 0, LOG::info);
        broker = KafkaBroker.start(directory.resolve("kafka"));
        broker.createTopics(Topics.ALL, 1);
        topics = new JobTopics(broker.bootstrap());
        new Migrator(clickHouse.connection("process")).migrate();
        try (ServerSocket free = new ServerSocket(0)) {
            metricsPort = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null) job.destroyForcibly().waitFor();
        broker.close();
        clickHouse.close();
    }

    @Test
    void metricsAreServedForPrometheus() throws Exception {
        Scene scene = new Scene();
        scene.answeredCall(20);
        scene.heartbeats(60);
        List<SpecificRecordBase> events = scene.events();
        startJob();
        topics.publish(events);
        awaitMetrics(text -> value(text, "rowsStored") > 0);
        // What comes again a minute of event time later is late; what is no event is put aside.
        topics.publish(events.subList(0, 1));
        topics.publishGarbage(Topics.SIP, "no event".getBytes(StandardCharsets.UTF_8));

        String metrics = awaitMetrics(text -> value(text, "lateEvents") > 0
                && value(text, "poisonRecords") == 1
                && value(text, "lastCheckpointSize") > 0);

        assertThat(metrics)
                .contains("# TYPE flink_taskmanager_job_task_operator_lateEvents")
                .contains("operator_name=\"SignallingAssembler\"")
                .contains("flink_taskmanager_job_task_operator_keys{")
                .contains("flink_taskmanager_job_task_operator_deadLetters{")
                .contains("flink_taskmanager_job_task_operator_insertFailures{")
                .contains("flink_taskmanager_job_task_operator_currentInputWatermark{")
                .contains("flink_jobmanager_job_lastCheckpointDuration{")
                .contains("flink_jobmanager_job_numRestarts{");
        assertThat(value(metrics, "insertFailures")).isZero();
    }

    @Test
    void aKilledJobGoesOnFromItsNewestCheckpoint() throws Exception {
        Scene scene = new Scene();
        String callId = scene.answeredCall(60);
        scene.heartbeats(400);
        List<SpecificRecordBase> events = scene.events();
        long cut = Truth.timeMicros(events.get(0)) + 30 * Scene.SECOND;
        startJob();
        topics.publish(
                events.stream().filter(event -> Truth.timeMicros(event) < cut).toList());
        awaitMetrics(text -> value(text, "rowsStored") > 0);
        double before = value(
                awaitMetrics(text -> value(text, "numberOfCompletedCheckpoints") > 0), "numberOfCompletedCheckpoints");
        awaitMetrics(text -> value(text, "numberOfCompletedCheckpoints") > before + 1);

        Objects.requireNonNull(job).destroyForcibly().waitFor();
        assertThat(LatestCheckpoint.in(checkpoints())).isPresent();
        startJob();
        topics.publish(
                events.stream().filter(event -> Truth.timeMicros(event) >= cut).toList());

        Call last = null;
        while (last == null || !last.getEnded()) {
            TimeUnit.MILLISECONDS.sleep(300);
            for (Call call : topics.consume(Topics.CALLS, Call.class)) last = call;
        }
        assertThat(last.getCallId()).isEqualTo(callId);
        assertThat(last.getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(last.getSetupMs()).as("told before it was killed").isEqualTo(300);
        assertThat(value(metrics(), "lastCheckpointRestoreTimestamp"))
                .as("none, had it begun anew")
                .isPositive();
    }

    @Test
    void thereIsNothingToResumeAtTheFirstStart() throws Exception {
        assertThat(LatestCheckpoint.in(checkpoints())).isEmpty();
        Files.createDirectories(directory.resolve("checkpoints/0123/chk-7"));
        assertThat(LatestCheckpoint.in(checkpoints())).as("never completed").isEmpty();
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toUri().toString();
    }

    private void startJob() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=earshot.events",
                CallJob.class.getName()));
        command.addAll(List.of("--kafka", broker.bootstrap(), "--clickhouse", "http://127.0.0.1:" + clickHouse.port()));
        command.addAll(List.of("--clickhouse-database", "process", "--idle-seconds", "2", "--resume"));
        command.addAll(List.of("--checkpoint-seconds", "1", "--checkpoint-dir", checkpoints()));
        command.addAll(List.of("--metrics-port", Integer.toString(metricsPort)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("job.log").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().remove(PASSWORD_VARIABLE);
        job = builder.start();
    }

    /** What Prometheus gets, once it is as wanted; the metrics themselves are refreshed every few seconds. */
    private String awaitMetrics(Predicate<String> wanted) throws Exception {
        while (true) {
            assertThat(Objects.requireNonNull(job).isAlive())
                    .as(Files.readString(directory.resolve("job.log")))
                    .isTrue();
            String metrics = metrics();
            if (wanted.test(metrics)) return metrics;
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    /** Empty while nobody answers yet. */
    private String metrics() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    /** Of all operators together; -1 while none tells it. */
    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> !line.startsWith("#") && line.contains('_' + name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum)
                .orElse(-1);
    }
}
