// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.Topics;
import earshot.storage.ClickHouse;
import earshot.storage.KpiMinuteRow;
import earshot.storage.KpiPoint;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same events give the same tables, whatever happens to the engines meanwhile and however many share the work: every
 * table, as a reader sees it, equals that of a run which nothing disturbed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SameTablesIT {
    private static final Logger LOG = LoggerFactory.getLogger(SameTablesIT.class);
    private static final int SLOTS = 4;
    private static final int CALLS = 400;
    private static final byte[] GARBAGE = "no event".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    private static ClickHouseProcess clickHouse;
    private static FlinkCluster flink;
    private static KafkaBroker broker;
    private static Map<TableType<?>, Set<Record>> undisturbed;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        clickHouse = ClickHouseProcess.start(directory.resolve("clickhouse"), 0, LOG::info);
        flink = FlinkCluster.start(SLOTS, directory.resolve("flink"));
        broker = KafkaBroker.start(directory.resolve("kafka"));
        broker.createTopics(Topics.ALL, SLOTS);
        JobTopics topics = new JobTopics(broker.bootstrap());
        List<SpecificRecordBase> events = scene().events();
        topics.publish(events);
        topics.publish(List.copyOf(LoggedLines.of("logged", Truth.timeMicros(events.get(0)))));
        topics.publishGarbage(Topics.SIP, GARBAGE);
        ClickHouse database = database("undisturbed");
        start(database, 2, "hashmap").getJobExecutionResult().get();
        undisturbed = tables(database);
        assertThat(undisturbed.get(TableType.CALLS)).hasSize(CALLS + CALLS / 10);
        assertThat(undisturbed.get(TableType.STREAMS)).hasSize(4 * CALLS + 1);
        assertThat(undisturbed.get(TableType.AGENT_LOGS)).hasSize(2);
        assertThat(undisturbed.get(TableType.ALERTS)).isNotEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        flink.close();
        broker.close();
        clickHouse.close();
    }

    @ParameterizedTest
    @CsvSource({"1, hashmap", "2, rocksdb", "4, hashmap"})
    void anyParallelismAndStateBackend(int parallelism, String backend) throws Exception {
        ClickHouse database = database("p" + parallelism + backend);

        start(database, parallelism, backend).getJobExecutionResult().get();

        assertSame(database);
    }

    @Test
    void aTaskManagerDies(TestInfo test) throws Exception {
        ClickHouse database = database(test.getTestMethod().orElseThrow().getName());
        JobClient job = start(database, 2, "hashmap");
        awaitFirstRows(database);

        flink.replaceTaskManager();

        job.getJobExecutionResult().get();
        assertSame(database);
    }

    @Test
    void clickHouseDies(TestInfo test) throws Exception {
        ClickHouse database = database(test.getTestMethod().orElseThrow().getName());
        JobClient job = start(database, 2, "hashmap");
        awaitFirstRows(database);

        clickHouse.kill();
        TimeUnit.SECONDS.sleep(2);
        clickHouse.restart();

        job.getJobExecutionResult().get();
        assertSame(database);
    }

    @Test
    void theBrokerIsAwayForAWhile(TestInfo test) throws Exception {
        ClickHouse database = database(test.getTestMethod().orElseThrow().getName());
        JobClient job = start(database, 2, "hashmap");
        awaitFirstRows(database);
        int port = URI.create("kafka://" + broker.bootstrap()).getPort();

        broker.close();
        TimeUnit.SECONDS.sleep(2);
        broker = KafkaBroker.start(directory.resolve("kafka"), port);

        job.getJobExecutionResult().get();
        assertSame(database);
    }

    @Test
    void whatIsNoEventIsKeptAside() {
        assertThat(new JobTopics(broker.bootstrap()).records(Topics.DEAD_LETTERS))
                .isNotEmpty()
                .allSatisfy(letter -> {
                    assertThat(letter.value()).isEqualTo(GARBAGE);
                    assertThat(letter.headers().lastHeader("origin").value())
                            .asString()
                            .startsWith(Topics.SIP);
                });
    }

    private static Scene scene() {
        Scene scene = new Scene();
        for (int i = 0; i < CALLS - 2; i++) {
            scene.answeredCall(20);
            if (i % 10 == 0) scene.busyCall();
        }
        scene.lossyCall(40, 0.08);
        scene.openCall(20);
        scene.mediaOfASecondProbe(1_300_000);
        scene.orphanStream(10);
        scene.registration();
        scene.heartbeats(60);
        return scene;
    }

    private static ClickHouse database(String name) throws Exception {
        ClickHouse database = clickHouse.connection("same_" + name);
        new Migrator(database).migrate();
        return database;
    }

    private static JobClient start(ClickHouse database, int parallelism, String backend) throws Exception {
        Path rules = Files.createDirectories(directory.resolve("rules"));
        Files.writeString(rules.resolve("rules.yaml"), CallJobContract.RULES, StandardCharsets.UTF_8);
        JobSettings settings = new JobSettings(
                broker.bootstrap(),
                database,
                rules,
                parallelism,
                new JobSettings.Checkpoints(
                        Duration.ofMillis(300),
                        directory.resolve("state").toUri().toString(),
                        backend),
                true,
                JobSettings.OUT_OF_ORDERNESS,
                Duration.ofSeconds(10),
                JobSettings.Judgement.DEFAULT);
        return CallJob.start(flink.environment(), settings);
    }

    private static void awaitFirstRows(ClickHouse database) throws Exception {
        while (rows(database, TableType.CALLS).isEmpty()) TimeUnit.MILLISECONDS.sleep(20);
    }

    private static void assertSame(ClickHouse database) throws Exception {
        Map<TableType<?>, Set<Record>> tables = tables(database);
        for (TableType<?> table : TableType.ALL) {
            assertThat(tables.get(table)).as(table.table()).isEqualTo(undisturbed.get(table));
        }
    }

    private static Map<TableType<?>, Set<Record>> tables(ClickHouse database) throws Exception {
        Map<TableType<?>, Set<Record>> tables = new HashMap<>();
        for (TableType<?> table : TableType.ALL) tables.put(table, rows(database, table));
        return tables;
    }

    /** As readers see them: of each key the last version. */
    private static Set<Record> rows(ClickHouse database, TableType<?> table) throws Exception {
        Set<Record> rows = new HashSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT " + table.columnList() + " FROM " + table.table() + " FINAL")) {
            while (result.next()) {
                Record row = table.read(result);
                if (!(row instanceof KpiMinuteRow minute)) rows.add(row);
                else if (!minute.isEmpty()) rows.add(KpiPoint.of(minute, 60L)); // its version counts assumptions, too
            }
        }
        return rows;
    }
}
