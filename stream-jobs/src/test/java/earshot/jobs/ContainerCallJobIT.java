// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.embedded.FlinkCluster;
import earshot.events.Topics;
import earshot.storage.ClickHouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.clickhouse.ClickHouseContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The job on servers in containers, where there is Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerCallJobIT extends CallJobContract {
    @Container
    private static final ClickHouseContainer CLICK_HOUSE = new ClickHouseContainer("clickhouse/clickhouse-server:26.7");

    @TempDir
    static Path engines;

    private static FlinkCluster flink;

    private KafkaContainer broker;

    @BeforeAll
    static void startFlink() throws Exception {
        flink = FlinkCluster.start(2, engines.resolve("flink"));
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.close();
    }

    /** A broker for each test: topics are named once and for all. */
    @BeforeEach
    void startBroker() throws Exception {
        broker = new KafkaContainer("apache/kafka:4.2.0");
        broker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBootstrapServers()))) {
            List<NewTopic> topics = Topics.ALL.stream()
                    .map(name -> new NewTopic(name, Optional.of(3), Optional.empty()))
                    .toList();
            admin.createTopics(topics).all().get();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Override
    String kafka() {
        return broker.getBootstrapServers();
    }

    @Override
    ClickHouse database(String name) {
        return new ClickHouse(CLICK_HOUSE.getHttpUrl(), CLICK_HOUSE.getUsername(), CLICK_HOUSE.getPassword(), name);
    }

    @Override
    StreamExecutionEnvironment environment() {
        return flink.environment();
    }

    /** Paused, since a container that is started again has other ports: connections hang instead of being refused. */
    @Override
    void stopClickHouse() {
        CLICK_HOUSE
                .getDockerClient()
                .pauseContainerCmd(CLICK_HOUSE.getContainerId())
                .exec();
    }

    @Override
    void startClickHouse() {
        CLICK_HOUSE
                .getDockerClient()
                .unpauseContainerCmd(CLICK_HOUSE.getContainerId())
                .exec();
    }
}
