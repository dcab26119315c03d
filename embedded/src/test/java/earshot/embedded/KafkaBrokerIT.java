// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker: what is produced is consumed, also after it was stopped and started again. */
@Timeout(120)
class KafkaBrokerIT {
    private static final String TOPIC = "earshot.test";

    @TempDir
    Path directory;

    @Test
    void recordsOutliveTheBroker() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            broker.createTopics(List.of(TOPIC), 2);
            broker.createTopics(List.of(TOPIC, TOPIC + ".second"), 2); // Present ones are left alone.
            produce(broker, "before");
        }
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            produce(broker, "after");
            assertThat(consume(broker, 200)).hasSize(200).contains("before 0", "before 99", "after 0", "after 99");
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

    private static void produce(KafkaBroker broker, String prefix) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "enable.idempotence", true, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, "key " + i, prefix + ' ' + i)));
            }
            for (var one : sent) one.get();
        }
    }

    private static List<String> consume(KafkaBroker broker, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "group.id", "test", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200)))
                    values.add(one.value());
            }
        }
        return values;
    }
}
