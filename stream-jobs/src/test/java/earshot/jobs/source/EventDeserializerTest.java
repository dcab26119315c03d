// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.Topics;
import earshot.jobs.dead.DeadLetterWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDeserializerTest {
    private final MetricListener metrics = new MetricListener();
    private static final MockProducer<byte[], byte[]> KEPT =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private final EventDeserializer<ProbeHealth> deserializer =
            new EventDeserializer<>(ProbeHealth.class, ProbeHealth::getTimeMicros, EventDeserializerTest::deadLetters);
    private final List<ProbeHealth> out = new ArrayList<>();

    @BeforeEach
    void open() {
        KEPT.clear();
        deserializer.open(new Opening(metrics.getMetricGroup()));
    }

    @Test
    void anEventComesOutAsItWentIn() {
        ProbeHealth tick = tick();
        read(EventCodec.of(ProbeHealth.class).encode(tick));

        assertThat(out).containsExactly(tick);
        assertThat(poison(metrics)).isZero();
    }

    @Test
    void garbageIsCountedAndPutAside() {
        byte[] good = EventCodec.of(ProbeHealth.class).encode(tick());
        byte[] cut = new byte[good.length - 1];
        System.arraycopy(good, 0, cut, 0, cut.length);

        read(new byte[] {1, 2, 3});
        read(new byte[0]);
        read(null);
        read(cut);
        read(good);

        assertThat(out).hasSize(1);
        assertThat(poison(metrics)).isEqualTo(4);
        assertThat(KEPT.history()).hasSize(4);
        assertThat(KEPT.history().get(0).value()).containsExactly(1, 2, 3);
        assertThat(KEPT.history().get(0).headers().lastHeader("origin").value())
                .asString()
                .isEqualTo("earshot.probes-0 offset 7");
        assertThat(KEPT.history().get(2).headers().lastHeader("reason").value())
                .asString()
                .isEqualTo("it has no value");
    }

    /** It would carry event time on, and all that comes until then would be late. */
    @Test
    void anEventFromTheFutureIsPutAside() {
        ProbeHealth ahead = tick();
        ahead.setTimeMicros((System.currentTimeMillis() + 9 * 60_000) * 1_000);
        ProbeHealth farAhead = tick();
        farAhead.setTimeMicros(Instant.parse("2226-01-02T03:04:05Z").getEpochSecond() * 1_000_000);
        ProbeHealth never = tick();
        never.setTimeMicros(Long.MAX_VALUE);

        for (ProbeHealth one : List.of(ahead, farAhead, never))
            read(EventCodec.of(ProbeHealth.class).encode(one));

        assertThat(out).containsExactly(ahead);
        assertThat(metrics.getCounter("futureEvents").orElseThrow().getCount()).isEqualTo(2);
        assertThat(KEPT.history().get(0).headers().lastHeader("reason").value())
                .asString()
                .isEqualTo("its time, 2226-01-02T03:04:05Z, lies more than 10 minutes ahead of this machine's:"
                        + " is the clock of its probe right?");
    }

    /** Bytes of another event in the topic, as after a wrong configuration: refused, not misread. */
    @Test
    void anEventOfAnotherTypeIsPoison() {
        byte[] bytes = EventCodec.of(ProbeHealth.class).encode(tick());
        List<MediaReport> reports = new ArrayList<>();
        EventDeserializer<MediaReport> other = new EventDeserializer<>(
                MediaReport.class, MediaReport::getEndMicros, EventDeserializerTest::deadLetters);
        MetricListener otherMetrics = new MetricListener();
        other.open(new Opening(otherMetrics.getMetricGroup()));

        other.deserialize(new ConsumerRecord<>(Topics.MEDIA, 0, 7, null, bytes), new ListCollector<>(reports));

        assertThat(reports).isEmpty();
        assertThat(poison(otherMetrics)).isEqualTo(1);
    }

    private static DeadLetterWriter deadLetters(MetricGroup metrics) {
        return new DeadLetterWriter(() -> KEPT, metrics, Clock.systemUTC());
    }

    private void read(byte @Nullable [] value) {
        deserializer.deserialize(new ConsumerRecord<>(Topics.PROBES, 0, 7, null, value), new ListCollector<>(out));
    }

    private static long poison(MetricListener metrics) {
        return metrics.getCounter("poisonRecords").orElseThrow().getCount();
    }

    private static ProbeHealth tick() {
        return ProbeHealth.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(2)
                .setTimeMicros(20_000_000)
                .setStartMicros(10_000_000)
                .setPacketsRead(3)
                .setFates(Map.of("MEDIA", 3L))
                .setErrors(Map.of())
                .build();
    }

    private record Opening(MetricGroup metrics) implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return metrics;
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(EventDeserializerTest.class.getClassLoader());
        }
    }
}
