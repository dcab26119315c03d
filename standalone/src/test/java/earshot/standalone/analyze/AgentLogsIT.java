// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.api.ApiServer;
import earshot.api.ApiSettings;
import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.Keys;
import earshot.events.Topics;
import earshot.jobs.CallJob;
import earshot.jobs.JobSettings;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.publish.KafkaPublisher;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import earshot.testkit.HepPackets;
import earshot.testkit.SipText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent logs, from its HEP packet over Kafka, the job and ClickHouse to what the API answers of the call. */
class AgentLogsIT {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLogsIT.class);
    private static final String CALL_ID = "logged@192.0.2.1";

    /** In the past, but not beyond the retention of the tables. */
    private final long startSeconds = Instant.now().getEpochSecond() - 600;

    @TempDir
    Path folder;

    @Test
    void linesThatAnAgentLoggedStandBesideTheMessagesOfTheirCall() throws Exception {
        try (ClickHouseProcess engine = ClickHouseProcess.start(folder.resolve("clickhouse"), 0, LOG::info);
                KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
                FlinkCluster flink = FlinkCluster.start(1, folder.resolve("flink"))) {
            broker.createTopics(Topics.ALL, 1);
            ClickHouse database = engine.connection("logs");
            new Migrator(database).migrate();
            send(broker.bootstrap());
            send(broker.bootstrap()); // delivery is at least once
            CallJob.start(flink.environment(), settings(broker.bootstrap(), database))
                    .getJobExecutionResult()
                    .get();

            try (ApiServer api = ApiServer.start(ApiSettings.local(0, database))) {
                String call = "http://127.0.0.1:" + api.port() + "/api/v1/calls/" + Keys.callKey(CALL_ID);
                assertThat(get(call + "/messages")).hasSize(2);
                JsonNode lines = get(call + "/logs");
                assertThat(lines)
                        .extracting(line -> line.get("text").asText())
                        .satisfiesExactly(
                                text -> assertThat(text).isEqualTo("asked gw1 for <b>bob</b>, password=***"),
                                text -> assertThat(text).hasSize(4_096).startsWith("\uFFFD[2J\uFFFDxxx"));
                assertThat(lines).extracting(line -> line.get("agent").asText()).containsOnly("2001");
                assertThat(lines)
                        .extracting(line -> line.get("cut").asBoolean())
                        .containsExactly(false, true);
            }
        }
    }

    /** One agent's view of a call that is refused, and what it logs meanwhile; the same events each time. */
    private void send(String kafka) {
        try (KafkaPublisher publisher =
                KafkaPublisher.start(new KafkaPublisher.Options(kafka, "logs", 1_024, true, 30_000))) {
            ProbePipeline probe = new ProbePipeline(
                    new PipelineSettings.Builder("site-a", 1).keepsLogs(true).build(), publisher);
            String hostile = "\u001b[2J\u00ff" + "x".repeat(65_000);
            List<HepPackets> packets = List.of(
                    hep(1, SipText.request("INVITE", CALL_ID, 1, "z9hG4bK1").bytes()),
                    hep(100, "asked gw1 for <b>bob</b>, password=hunter2\r\n".getBytes(StandardCharsets.UTF_8)),
                    hep(100, hostile.getBytes(StandardCharsets.ISO_8859_1)),
                    hep(
                            1,
                            SipText.response(486, "Busy Here", "INVITE", CALL_ID, 1, "z9hG4bK1")
                                    .bytes()));
            CapturedPacket packet = new CapturedPacket();
            for (int i = 0; i < packets.size(); i++) {
                byte[] bytes = packets.get(i).time(startSeconds + i, 0).bytes();
                packet.set(CapturedPacket.HEP, (startSeconds + i) * 1_000_000_000L, bytes, bytes.length);
                probe.accept(packet);
            }
            probe.finish();
        }
    }

    private static HepPackets hep(int type, byte[] payload) {
        return HepPackets.from("192.0.2.1", 5_060, "192.0.2.9", 5_060)
                .type(type)
                .agent(2_001)
                .correlation(CALL_ID)
                .payload(payload);
    }

    private JobSettings settings(String kafka, ClickHouse database) {
        return new JobSettings(
                kafka,
                database,
                null,
                1,
                new JobSettings.Checkpoints(
                        Duration.ofSeconds(1), folder.resolve("state").toUri().toString(), "hashmap"),
                true,
                JobSettings.OUT_OF_ORDERNESS,
                Duration.ofSeconds(10),
                JobSettings.Judgement.DEFAULT);
    }

    private static JsonNode get(String url) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body()).get("items");
    }
}
