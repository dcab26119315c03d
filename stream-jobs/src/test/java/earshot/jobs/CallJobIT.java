// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.Topics;
import earshot.storage.ClickHouse;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job on the embedded engines. */
class CallJobIT extends CallJobContract {
    private static final Logger LOG = LoggerFactory.getLogger(CallJobIT.class);

    @TempDir
    static Path engines;

    private static ClickHouseProcess clickHouse;
    private static FlinkCluster flink;

    @TempDir
    Path logs;

    private KafkaBroker broker;

    @BeforeAll
    static void startEngines() throws Exception {
        clickHouse = ClickHouseProcess.start(engines.resolve("clickhouse"), 0, LOG::info);
        flink = FlinkCluster.start(2, engines.resolve("flink"));
    }

    @AfterAll
    static void stopEngines() throws Exception {
        flink.close();
        clickHouse.close();
    }

    /** A broker for each test: topics are named once and for all. */
    @BeforeEach
    void startBroker() throws Exception {
        broker = KafkaBroker.start(logs);
        broker.createTopics(Topics.ALL, 3);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Override
    String kafka() {
        return broker.bootstrap();
    }

    @Override
    ClickHouse database(String name) {
        return clickHouse.connection(name);
    }

    @Override
    StreamExecutionEnvironment environment() {
        return flink.environment();
    }

    @Override
    void stopClickHouse() {
        clickHouse.kill();
    }

    @Override
    void startClickHouse() throws Exception {
        clickHouse.restart();
    }
}
