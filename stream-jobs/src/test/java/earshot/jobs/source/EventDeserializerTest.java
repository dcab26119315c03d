// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.Topics;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDeserializerTest {
    private final MetricListener metrics = new MetricListener();
    private final EventDeserializer<ProbeHealth> deserializer = new EventDeserializer<>(ProbeHealth.class);
    private final List<ProbeHealth> out = new ArrayList<>();

    @BeforeEach
    void open() {
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
    void garbageIsCountedAndSkipped() {
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
    }

    /** Bytes of another event in the topic, as after a wrong configuration: refused, not misread. */
    @Test
    void anEventOfAnotherTypeIsPoison() {
        byte[] bytes = EventCodec.of(ProbeHealth.class).encode(tick());
        List<MediaReport> reports = new ArrayList<>();
        EventDeserializer<MediaReport> other = new EventDeserializer<>(MediaReport.class);
        MetricListener otherMetrics = new MetricListener();
        other.open(new Opening(otherMetrics.getMetricGroup()));

        other.deserialize(new ConsumerRecord<>(Topics.MEDIA, 0, 7, null, bytes), new ListCollector<>(reports));

        assertThat(reports).isEmpty();
        assertThat(poison(otherMetrics)).isEqualTo(1);
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
