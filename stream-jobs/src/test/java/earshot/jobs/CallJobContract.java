// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleFiles;
import earshot.events.AgentLog;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Call;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import earshot.jobs.sink.Rows;
import earshot.storage.AgentLogRow;
import earshot.storage.CallRow;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job from topics to tables, on real engines of either kind. What the tables must hold is what the same machines say
 * in one thread, without Flink, of the same events in order.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class CallJobContract {
    private static final int PARALLELISM = 2;
    static final String RULES = """
            apiVersion: earshot/v1
            kind: AlertRules
            rules:
              - id: stream-loss-sustained
                title: Sustained packet loss on a stream
                severity: warning
                scope: stream
                metric: rtp.loss_ratio
                condition: { op: ">", value: 3% }
                for: 10s
                minSamples: 100
                annotations:
                  summary: A stream loses more than 3 % of its packets.
            """;

    @TempDir
    Path directory;

    private ClickHouse clickHouse = new ClickHouse("http://127.0.0.1:1", "", "", "earshot");

    abstract String kafka();

    /** A database of this engine that no other test uses. */
    abstract ClickHouse database(String name);

    abstract StreamExecutionEnvironment environment();

    /** Takes the ClickHouse engine away, without warning. */
    abstract void stopClickHouse() throws Exception;

    abstract void startClickHouse() throws Exception;

    @BeforeEach
    void migrate(TestInfo test) throws Exception {
        clickHouse = database("jobs_" + test.getTestMethod().orElseThrow().getName());
        new Migrator(clickHouse).migrate();
    }

    @Test
    void eventsInAnyOrderAndTwiceGiveTheRowsOfEventsInOrder() throws Exception {
        List<SpecificRecordBase> events = scene();
        List<SpecificRecordBase> jumbled = new ArrayList<>(events);
        jumbled.addAll(events);
        Collections.shuffle(jumbled, new Random(20260102));
        new JobTopics(kafka()).publish(jumbled);

        JobClient job = CallJob.start(environment(), settings(true, Duration.ofHours(1)));
        job.getJobExecutionResult().get();

        Truth truth = Truth.of(events, rules());
        assertThat(read(TableType.CALLS)).containsExactlyInAnyOrderElementsOf(truth.calls());
        assertThat(read(TableType.STREAMS)).containsExactlyInAnyOrderElementsOf(truth.streams());
        assertThat(read(TableType.TRANSACTIONS)).containsExactlyInAnyOrderElementsOf(truth.transactions());
        assertThat(read(TableType.STREAM_INTERVALS)).containsExactlyInAnyOrderElementsOf(truth.intervals());
        assertThat(read(TableType.ALERTS)).containsExactlyInAnyOrderElementsOf(truth.alerts());
        assertThat(read(TableType.CALL_LINKS)).hasSize(1).containsExactlyInAnyOrderElementsOf(truth.links());
        assertThat(read(TableType.SIP_MESSAGES)).hasSize(count(events, SipMessage.class));
        assertThat(read(TableType.AGENT_LOGS)).hasSize(2).containsExactlyInAnyOrderElementsOf(logs(events));
        assertThat(read(TableType.RTCP_REPORTS)).hasSize(count(events, RtcpReport.class));
        assertThat(read(TableType.PROBE_HEALTH)).hasSize(count(events, ProbeHealth.class));
        assertThat(read(TableType.BINDINGS)).hasSize(1).containsExactlyInAnyOrderElementsOf(truth.registrations());
        assertThat(read(TableType.SUBSCRIPTIONS)).hasSize(2).containsExactlyInAnyOrderElementsOf(truth.subscriptions());
        assertThat(read(TableType.PEER_AVAILABILITY))
                .hasSize(1)
                .containsExactlyInAnyOrderElementsOf(truth.availability());
        assertThat(read(TableType.AUTHENTICATION_FAILURES))
                .hasSize(1)
                .containsExactlyInAnyOrderElementsOf(truth.authenticationFailures());
        // The version also counts what was only assumed of calls that were still up, which depends on when one looks.
        assertThat(read(TableType.KPI_MINUTES, "WHERE NOT is_empty"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactlyInAnyOrderElementsOf(truth.kpis());
    }

    @Test
    void sustainedLossBecomesAnAlertInItsTopic() throws Exception {
        Scene scene = new Scene();
        String lossy = scene.lossyCall(30, 0.10);
        scene.answeredCall(30);
        scene.heartbeats(400);
        new JobTopics(kafka()).publish(scene.events());

        CallJob.start(environment(), settings(true, JobSettings.OUT_OF_ORDERNESS))
                .getJobExecutionResult()
                .get();

        List<Alert> alerts = new JobTopics(kafka()).consume(Topics.ALERTS, Alert.class);
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.getRule()).isEqualTo("stream-loss-sustained");
            assertThat(alert.getCallIds()).containsExactly(lossy);
        });
        assertThat(alerts).anyMatch(alert -> alert.getStatus() == AlertStatus.FIRING);
        assertThat(read(TableType.ALERTS)).hasSize(1);
        assertThat(new JobTopics(kafka()).consume(Topics.CALLS, Call.class))
                .anyMatch(call -> call.getCallId().equals(lossy));
    }

    @Test
    void aScanBecomesAnAlertThatEnds() throws Exception {
        Scene scene = new Scene();
        scene.scan(25);
        scene.heartbeats(400);
        List<SpecificRecordBase> jumbled = new ArrayList<>(scene.events());
        jumbled.addAll(scene.events());
        Collections.shuffle(jumbled, new Random(20260103));
        new JobTopics(kafka()).publish(jumbled);

        CallJob.start(environment(), settings(true, Duration.ofHours(1)))
                .getJobExecutionResult()
                .get();

        List<Alert> alerts = new JobTopics(kafka()).consume(Topics.ALERTS, Alert.class);
        assertThat(alerts).extracting(Alert::getStatus).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.getRule()).isEqualTo("pattern-scan");
            assertThat(alert.getSubject()).isEqualTo("source:192.0.2.1");
        });
        assertThat(alerts.get(0).getValue()).isEqualTo(20);
        assertThat(alerts.get(1).getValue()).isEqualTo(25);
        assertThat(read(TableType.ALERTS)).hasSize(1);
    }

    @Test
    void clickHouseMayGoAwayWhileTheJobRuns() throws Exception {
        Scene scene = new Scene();
        for (int i = 0; i < 300; i++) scene.answeredCall(20);
        scene.heartbeats(60);
        new JobTopics(kafka()).publish(scene.events());

        JobClient job = CallJob.start(environment(), settings(true, JobSettings.OUT_OF_ORDERNESS));
        awaitRows(TableType.SIP_MESSAGES, 1);
        stopClickHouse();
        startClickHouse();
        job.getJobExecutionResult().get();

        Truth truth = Truth.of(scene.events(), rules());
        assertThat(read(TableType.CALLS)).containsExactlyInAnyOrderElementsOf(truth.calls());
        assertThat(read(TableType.STREAMS)).containsExactlyInAnyOrderElementsOf(truth.streams());
        assertThat(read(TableType.SIP_MESSAGES)).hasSize(count(scene.events(), SipMessage.class));
    }

    @Test
    void aLiveJobTellsOfCallsWhileTheLineIsSilent() throws Exception {
        Scene scene = new Scene();
        scene.answeredCall(10);
        scene.busyCall();
        new JobTopics(kafka()).publish(scene.events());

        JobClient job = CallJob.start(environment(), settings(false, JobSettings.OUT_OF_ORDERNESS));
        for (int second = 20; read(TableType.CALLS, "WHERE ended").size() < 2; second += 10) {
            new JobTopics(kafka())
                    .publish(List.of(scene.heartbeat(second))); // the only thing that tells how late it is
            TimeUnit.MILLISECONDS.sleep(100);
        }
        job.cancel().get();

        assertThat(read(TableType.CALLS)).extracting(CallRow::endedBy).containsExactlyInAnyOrder("bye", "failure");
    }

    private static List<SpecificRecordBase> scene() {
        Scene scene = new Scene();
        for (int i = 0; i < 10; i++) {
            scene.answeredCall(12);
            scene.busyCall();
        }
        scene.lossyCall(40, 0.08);
        scene.mediaOfASecondProbe(1_300_000);
        scene.orphanStream(10);
        scene.registration();
        scene.subscriptions();
        scene.refusedCredentials();
        scene.lostPeer();
        scene.openCall(20);
        scene.twoLegs();
        String busy = scene.busyCall();
        scene.heartbeats(60);
        List<SpecificRecordBase> events = new ArrayList<>(scene.events());
        events.addAll(LoggedLines.of(busy, Truth.timeMicros(events.get(0))));
        return events;
    }

    private JobSettings settings(boolean bounded, Duration outOfOrderness) throws Exception {
        Path rules = Files.createDirectories(directory.resolve("rules"));
        Files.writeString(rules.resolve("rules.yaml"), RULES, StandardCharsets.UTF_8);
        return new JobSettings(
                kafka(),
                clickHouse,
                rules,
                PARALLELISM,
                new JobSettings.Checkpoints(
                        Duration.ofSeconds(1),
                        directory.resolve("checkpoints").toUri().toString(),
                        "hashmap"),
                bounded,
                outOfOrderness,
                Duration.ofSeconds(2),
                JobSettings.Judgement.DEFAULT);
    }

    private static List<Rule> rules() throws Exception {
        return RuleFiles.parse("rules.yaml", RULES);
    }

    private static int count(List<SpecificRecordBase> events, Class<?> type) {
        return (int) events.stream().filter(type::isInstance).count();
    }

    private static List<AgentLogRow> logs(List<SpecificRecordBase> events) {
        return events.stream()
                .filter(AgentLog.class::isInstance)
                .map(log -> Rows.of((AgentLog) log))
                .toList();
    }

    private <R extends Record> List<R> read(TableType<R> table) throws Exception {
        return read(table, "");
    }

    private <R extends Record> List<R> read(TableType<R> table, String condition) throws Exception {
        List<R> rows = new ArrayList<>();
        try (Connection connection = clickHouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT " + table.columnList() + " FROM " + table.table() + " FINAL " + condition)) {
            while (result.next()) rows.add(table.read(result));
        }
        return rows;
    }

    private void awaitRows(TableType<?> table, int rows) throws Exception {
        while (read(table).size() < rows) TimeUnit.MILLISECONDS.sleep(50);
    }
}
