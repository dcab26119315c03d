// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.AgentLog;
import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the job: in as a probe publishes, out as a reader of its topics does. */
final class JobTopics {
    private final String bootstrap;

    JobTopics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    void publish(List<SpecificRecordBase> events) {
        Map<String, Object> producer = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (SpecificRecordBase event : events) sent.add(kafka.send(record(event)));
            kafka.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    /** Octets that are no event. */
    void publishGarbage(String topic, byte[] value) {
        try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(kafka.send(new ProducerRecord<>(topic, value))).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(SpecificRecordBase event) {
        if (event instanceof SipMessage message) {
            return record(
                    Topics.SIP,
                    message.getCallId(),
                    EventCodec.of(SipMessage.class).encode(message));
        }
        if (event instanceof MediaReport report) {
            return record(
                    Topics.MEDIA,
                    report.getStreamId(),
                    EventCodec.of(MediaReport.class).encode(report));
        }
        if (event instanceof RtcpReport report) {
            return record(
                    Topics.RTCP,
                    report.getStreamId(),
                    EventCodec.of(RtcpReport.class).encode(report));
        }
        if (event instanceof AgentLog line) {
            return record(
                    Topics.LOGS, line.getCallId(), EventCodec.of(AgentLog.class).encode(line));
        }
        if (event instanceof ProbeHealth health) {
            return record(
                    Topics.PROBES,
                    health.getProbe(),
                    EventCodec.of(ProbeHealth.class).encode(health));
        }
        throw new IllegalArgumentException("no probe publishes " + event.getClass());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    <T extends SpecificRecordBase> List<T> consume(String topic, Class<T> type) throws Exception {
        EventCodec<T> codec = EventCodec.of(type);
        List<T> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(topic)) events.add(codec.decode(record.value()));
        return events;
    }

    /** All that a topic holds now. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
