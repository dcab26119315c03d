// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.source;

import earshot.events.EventCodec;
import earshot.jobs.dead.DeadLetterWriter;
import earshot.jobs.dead.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events out of Kafka records. A record that is no such event is counted ({@code poisonRecords}) and put aside as a dead
 * letter: were it to fail the job, the job would read it again for ever. So is one from the future ({@code futureEvents}): it
 * would carry event time on, and everything that happens until then would be late.
 */
public final class EventDeserializer<T extends SpecificRecordBase> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};
    /** Further ahead of this machine no probe's clock is that anybody looks after. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

    private final Class<T> type;
    private final SerializableFunction<T, Long> timeMicros;
    private final DeadLetters deadLetters;
    private transient @Nullable EventCodec<T> codec;
    private transient @Nullable Counter poison;
    private transient @Nullable Counter future;
    private transient @Nullable DeadLetterWriter letters;

    /**
     * @param timeMicros when an event happened, micros
     */
    public EventDeserializer(Class<T> type, SerializableFunction<T, Long> timeMicros, DeadLetters deadLetters) {
        this.type = type;
        this.timeMicros = timeMicros;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        poison = context.getMetricGroup().counter("poisonRecords");
        future = context.getMetricGroup().counter("futureEvents");
        DeadLetterWriter writer = deadLetters.open(context.getMetricGroup());
        letters = writer;
        // A deserialiser is never closed; the code that it is of is let go.
        context.getUserCodeClassLoader()
                .registerReleaseHookIfAbsent("dead letters " + UUID.randomUUID(), writer::close);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        byte[] value = record.value();
        if (value == null) {
            putAside(poison, record, NOTHING, "it has no value");
            return;
        }
        T event;
        try {
            event = codec().decode(value);
        } catch (EventCodec.NotAnEvent e) {
            putAside(poison, record, value, e.getMessage());
            return;
        }
        long time = timeMicros.apply(event);
        if (time / 1_000 > System.currentTimeMillis() + AHEAD_MAX.toMillis()) {
            String reason = "its time, " + Instant.EPOCH.plus(time, ChronoUnit.MICROS) + ", lies more than "
                    + AHEAD_MAX.toMinutes() + " minutes ahead of this machine's: is the clock of its probe right?";
            putAside(future, record, value, reason);
            return;
        }
        out.collect(event);
    }

    private void putAside(
            @Nullable Counter counter, ConsumerRecord<byte[], byte[]> record, byte[] value, @Nullable String reason) {
        if (counter == null || letters == null) throw new IllegalStateException("not opened");
        counter.inc();
        letters.put(record.topic() + '-' + record.partition() + " offset " + record.offset(), value, reason);
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
