// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.Call;
import earshot.events.Topics;
import earshot.jobs.sink.Rows;
import earshot.storage.CallRow;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upgrade in the middle of calls: the stored savepoint was made by an earlier build, after the first half of the events.
 * This build takes it up, reads the second half, and tells of every call what a build that saw all of it tells.
 *
 * <p>Fields may be added to states and events, and operators to the graph: the savepoint stays as it is, and this test shows
 * that it can still be taken up; as it was, the topics are those of then. When a state has to change in a way that cannot be taken up (the changelog then says so), make
 * it anew, in the folder stream-jobs: {@code mvn verify -Dit.test=SavepointIT -Dearshot.savepoint=src/test/resources/earshot/jobs}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SavepointIT {
    private static final Logger LOG = LoggerFactory.getLogger(SavepointIT.class);
    private static final String FILE = "savepoint.gz";
    /** 2026-01-02 00:00 UTC. */
    private static final long BEGIN_MICROS = 1_767_312_000_000_000L;

    private static final long CUT_MICROS = BEGIN_MICROS + 40 * Scene.SECOND;
    private static final int CALLS = 12;

    @TempDir
    Path directory;

    private ClickHouseProcess clickHouse;
    private FlinkCluster flink;
    private KafkaBroker broker;
    private JobTopics topics;

    @BeforeEach
    void start() throws Exception {
        clickHouse = ClickHouseProcess.start(directory.resolve("clickhouse"), 0, LOG::info);
        flink = FlinkCluster.start(1, directory.resolve("flink"));
        broker = KafkaBroker.start(directory.resolve("kafka"));
        broker.createTopics(earlierTopics(), 1);
        topics = new JobTopics(broker.bootstrap());
        new Migrator(database()).migrate();
    }

    @AfterEach
    void stop() throws Exception {
        flink.close();
        broker.close();
        clickHouse.close();
    }

    @Test
    void callsUnderWayGoOnInTheNextBuild() throws Exception {
        topics.publish(firstHalf());
        topics.publish(secondHalf());
        Configuration from = new Configuration();
        from.set(StateRecoveryOptions.SAVEPOINT_PATH, stored().toUri().toString());
        // Of operators that are gone; GraphTest sees to it that none goes unnoticed.
        from.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);

        JobClient job = start(from);
        Truth truth = Truth.of(scene(), List.of());
        while (calls().values().stream().filter(CallRow::ended).count() < CALLS) TimeUnit.MILLISECONDS.sleep(200);
        job.cancel().get();

        assertThat(calls().values()).containsExactlyInAnyOrderElementsOf(truth.calls());
    }

    @Test
    @EnabledIfSystemProperty(named = "earshot.savepoint", matches = ".+")
    void makesTheSavepointAnew() throws Exception {
        topics.publish(firstHalf());
        Configuration inOneFile = new Configuration();
        inOneFile.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        JobClient job = start(inOneFile);
        while (calls().size() < CALLS) TimeUnit.MILLISECONDS.sleep(200);
        TimeUnit.SECONDS.sleep(10); // reports and RTCP, as well

        String savepoint = job.stopWithSavepoint(
                        false, directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();

        Path target = Path.of(System.getProperty("earshot.savepoint")).resolve(FILE);
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(target))) {
            Files.copy(Path.of(URI.create(savepoint)).resolve("_metadata"), zipped);
        }
        assertThat(target).isNotEmptyFile();
    }

    /** What no earlier build wrote to does not have to be there. */
    private static List<String> earlierTopics() {
        return Topics.ALL.stream().filter(topic -> !topic.equals(Topics.LOGS)).toList();
    }

    private Path stored() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("stored"));
        try (InputStream zipped =
                Objects.requireNonNull(SavepointIT.class.getResourceAsStream("/earshot/jobs/" + FILE))) {
            Files.copy(new GZIPInputStream(zipped), folder.resolve("_metadata"));
        }
        return folder;
    }

    private JobClient start(Configuration more) throws Exception {
        StreamExecutionEnvironment environment = flink.environment();
        environment.configure(more);
        return CallJob.start(
                environment,
                new JobSettings(
                        broker.bootstrap(),
                        database(),
                        null,
                        1,
                        new JobSettings.Checkpoints(
                                Duration.ofSeconds(10),
                                directory.resolve("checkpoints").toUri().toString(),
                                "hashmap"),
                        false,
                        JobSettings.OUT_OF_ORDERNESS,
                        Duration.ofSeconds(2),
                        JobSettings.Judgement.DEFAULT));
    }

    private ClickHouse database() {
        return clickHouse.connection("savepoint");
    }

    /** The last word on each call. The rows themselves may be beyond the retention of their table. */
    private Map<String, CallRow> calls() throws Exception {
        Map<String, CallRow> calls = new TreeMap<>();
        for (Call call : topics.consume(Topics.CALLS, Call.class)) {
            CallRow row = Rows.of(call);
            calls.merge(row.callKey(), row, (known, next) -> next.version() > known.version() ? next : known);
        }
        return calls;
    }

    private static List<SpecificRecordBase> scene() {
        Scene scene = new Scene(BEGIN_MICROS);
        for (int i = 0; i < CALLS; i++) {
            if (i % 3 == 0) {
                scene.lossyCall(60, 0.05);
            } else {
                scene.answeredCall(60);
            }
        }
        scene.heartbeats(200);
        return scene.events();
    }

    private static List<SpecificRecordBase> firstHalf() {
        return scene().stream()
                .filter(event -> Truth.timeMicros(event) < CUT_MICROS)
                .toList();
    }

    private static List<SpecificRecordBase> secondHalf() {
        return scene().stream()
                .filter(event -> Truth.timeMicros(event) >= CUT_MICROS)
                .toList();
    }
}
