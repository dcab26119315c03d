// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Events into Kafka as a probe puts them there. */
final class TrafficTopics implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventCodec<SipMessage> messages = EventCodec.of(SipMessage.class);
    private final EventCodec<MediaReport> reports = EventCodec.of(MediaReport.class);
    private final EventCodec<RtcpReport> rtcp = EventCodec.of(RtcpReport.class);
    private final EventCodec<ProbeHealth> health = EventCodec.of(ProbeHealth.class);

    private @Nullable Future<RecordMetadata> last;
    private volatile @Nullable Exception failed;

    TrafficTopics(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "linger.ms",
                        "20",
                        "batch.size",
                        "131072",
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void put(SpecificRecordBase event) {
        if (event instanceof SipMessage message) {
            put(Topics.SIP, message.getCallId(), messages.encode(message));
        } else if (event instanceof MediaReport report) {
            put(Topics.MEDIA, report.getStreamId(), reports.encode(report));
        } else if (event instanceof RtcpReport report) {
            put(Topics.RTCP, report.getStreamId(), rtcp.encode(report));
        } else if (event instanceof ProbeHealth beat) {
            put(Topics.PROBES, beat.getProbe(), health.encode(beat));
        }
    }

    private void put(String topic, String key, byte[] value) {
        last = producer.send(
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value), (at, failure) -> {
                    if (failure != null) failed = failure;
                });
    }

    @Override
    public void close() {
        producer.close();
        if (failed != null || (last != null && !last.isDone())) {
            throw new IllegalStateException("Kafka did not take all events", failed);
        }
    }
}
