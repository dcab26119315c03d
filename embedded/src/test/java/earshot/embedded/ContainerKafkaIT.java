// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The Kafka contract on the broker that people run; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerKafkaIT extends KafkaContract {
    @Container
    private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:4.2.2");

    @Override
    String bootstrap() {
        return BROKER.getBootstrapServers();
    }

    @Override
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
        }
    }
}
