// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.source;

import earshot.events.EventCodec;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events out of Kafka records. A record that is no such event is counted ({@code poisonRecords}), named by its place in
 * the log, and skipped: were it to fail the job, the job would read it again for ever.
 */
public final class EventDeserializer<T extends SpecificRecordBase> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(EventDeserializer.class);
    /** Log lines about poison records of one reader: enough to find them, too few to fill a disk. */
    private static final int LOGGED_MAX = 20;

    private final Class<T> type;
    private transient @Nullable EventCodec<T> codec;
    private transient @Nullable Counter poison;
    private transient int logged;

    public EventDeserializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        poison = context.getMetricGroup().counter("poisonRecords");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        byte[] value = record.value();
        if (value == null) {
            skip(record, "it has no value");
            return;
        }
        T event;
        try {
            event = codec().decode(value);
        } catch (EventCodec.NotAnEvent e) {
            skip(record, e.getMessage());
            return;
        }
        out.collect(event);
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, @Nullable String reason) {
        if (poison != null) poison.inc();
        if (logged++ >= LOGGED_MAX) return;
        LOG.warn("skipped {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    private EventCodec<T> codec() {
        if (codec == null) codec = EventCodec.of(type);
        return codec;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return new AvroTypeInfo<>(type);
    }
}
