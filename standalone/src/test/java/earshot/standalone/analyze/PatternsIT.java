// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.pattern.PatternSettings;
import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import earshot.jobs.CallJob;
import earshot.jobs.JobSettings;
import earshot.probe.capture.FileSource;
import earshot.probe.publish.KafkaPublisher;
import earshot.storage.AlertRow;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.storage.TableType;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every pattern from topic to table, on real engines: the rows are those that analyze prints of the capture. */
class PatternsIT {
    private static final Logger LOG = LoggerFactory.getLogger(PatternsIT.class);

    @TempDir
    Path folder;

    @Test
    void shuffledAndRepeatedEventsGiveTheAlertsOfTheCapture() throws Exception {
        List<SpecificRecordBase> events = BadAfternoon.events();
        List<SpecificRecordBase> jumbled = new ArrayList<>(events);
        jumbled.addAll(events);
        Collections.shuffle(jumbled, new Random(20260104));
        List<AlertRow> expected = analysed();
        assertThat(expected).hasSize(BadAfternoon.ALERTS.size());

        try (ClickHouseProcess engine = ClickHouseProcess.start(folder.resolve("clickhouse"), 0, LOG::info);
                KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
                FlinkCluster flink = FlinkCluster.start(2, folder.resolve("flink"))) {
            broker.createTopics(Topics.ALL, 2);
            ClickHouse database = engine.connection("patterns");
            new Migrator(database).migrate();
            publish(broker.bootstrap(), jumbled);
            CallJob.start(flink.environment(), settings(broker.bootstrap(), database))
                    .getJobExecutionResult()
                    .get();

            assertThat(alerts(database)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<AlertRow> analysed() throws Exception {
        CallSettings settings =
                CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(PatternSettings.DEFAULT);
        Analysis analysis = new Analysis(null, false, settings);
        try (FileSource source = FileSource.of("afternoon", new ByteArrayInputStream(BadAfternoon.pcap()))) {
            analysis.read(source);
        }
        return analysis.patterns();
    }

    private static void publish(String kafka, List<SpecificRecordBase> events) {
        try (KafkaPublisher publisher =
                KafkaPublisher.start(new KafkaPublisher.Options(kafka, "patterns", 65_536, true, 30_000))) {
            for (SpecificRecordBase event : events) {
                if (event instanceof SipMessage message) publisher.sip(message);
                if (event instanceof MediaReport report) publisher.media(report);
                if (event instanceof RtcpReport report) publisher.rtcp(report);
                if (event instanceof ProbeHealth health) publisher.health(health);
            }
        }
    }

    private JobSettings settings(String kafka, ClickHouse database) {
        return new JobSettings(
                kafka,
                database,
                null,
                2,
                new JobSettings.Checkpoints(
                        Duration.ofSeconds(1), folder.resolve("state").toUri().toString(), "hashmap"),
                true,
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                JobSettings.Judgement.DEFAULT);
    }

    private static List<AlertRow> alerts(ClickHouse database) throws Exception {
        List<AlertRow> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT " + TableType.ALERTS.columnList() + " FROM alerts FINAL")) {
            while (result.next()) rows.add(TableType.ALERTS.read(result));
        }
        return rows;
    }
}
