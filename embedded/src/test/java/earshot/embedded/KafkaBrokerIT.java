// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker: what is produced is consumed, also after it was stopped and started again. */
@Timeout(120)
class KafkaBrokerIT extends KafkaContract {
    @TempDir
    static Path shared;

    private static KafkaBroker contractBroker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        contractBroker = KafkaBroker.start(shared);
    }

    @AfterAll
    static void stop() {
        contractBroker.close();
    }

    @Override
    String bootstrap() {
        return contractBroker.bootstrap();
    }

    @Override
    void createTopic() throws Exception {
        contractBroker.createTopics(List.of(TOPIC), 2);
    }

    @Test
    void recordsOutliveTheBroker() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            broker.createTopics(List.of(TOPIC), 2);
            broker.createTopics(List.of(TOPIC, TOPIC + ".second"), 2); // Present ones are left alone.
            produce(broker.bootstrap(), "before");
        }
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            produce(broker.bootstrap(), "after");
            assertThat(consume(broker.bootstrap(), 200))
                    .hasSize(200)
                    .contains("before 0", "before 99", "after 0", "after 99");
        }
    }

    @Test
    void aTakenPortIsSaidInOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> KafkaBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("another program has the port");
        }
    }
}
