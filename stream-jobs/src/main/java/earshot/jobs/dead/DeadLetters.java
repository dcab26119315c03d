// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.dead;

import java.io.Serializable;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where dead letters go. Travels with the job, and is opened where it is used. */
@FunctionalInterface
public interface DeadLetters extends Serializable {
    /** A letter that cannot be sent within so long is given up: it must not hold up what is in order. */
    int PATIENCE_MS = 5_000;

    /** Opens a writer for one subtask; it connects when there is a first letter. */
    DeadLetterWriter open(MetricGroup metrics);

    /** Into the topic {@link earshot.events.Topics#DEAD_LETTERS}. */
    static DeadLetters topic(String bootstrapServers) {
        return metrics -> new DeadLetterWriter(
                () -> new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MS,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                metrics,
                Clock.systemUTC());
    }
}
