// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What is asked of any Kafka; each kind of broker runs it. */
abstract class KafkaContract {
    static final String TOPIC = "earshot.test";

    abstract String bootstrap();

    /** Creates the topic where it is missing, with two partitions. */
    abstract void createTopic() throws Exception;

    @Test
    void whatIsProducedIsConsumed() throws Exception {
        createTopic();
        produce(bootstrap(), "contract");
        assertThat(consume(bootstrap(), 100)).contains("contract 0", "contract 99");
    }

    static void produce(String bootstrap, String prefix) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "enable.idempotence", true, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, "key " + i, prefix + ' ' + i)));
            }
            for (Future<?> one : sent) one.get();
        }
    }

    static List<String> consume(String bootstrap, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "group.id", "test", "auto.offset.reset", "earliest");
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
