// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.dead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {
    private final MetricListener metrics = new MetricListener();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Instant now = Instant.parse("2026-01-01T00:00:30Z");
    private final DeadLetterWriter writer = new DeadLetterWriter(() -> kafka, metrics.getMetricGroup(), clock());

    @Test
    void oneLetterIsKeptAsItCameAndItsReasonOnOneLine() {
        writer.put("earshot.sip-0 offset 7", new byte[] {1, 2}, "no\r\nevent");

        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.history().get(0).topic()).isEqualTo("earshot.dead-letters");
        assertThat(kafka.history().get(0).value()).containsExactly(1, 2);
        assertThat(kafka.history().get(0).headers().lastHeader("reason").value())
                .asString()
                .isEqualTo("no  event");
    }

    @Test
    void aFloodIsCountedButNotKept() {
        for (int i = 0; i < 1_000; i++) writer.put("x", new byte[100_000], "flood");
        assertThat(kafka.history()).hasSize(200).allMatch(letter -> letter.value().length == 65_536);
        assertThat(count("deadLetters")).isEqualTo(1_000);
        assertThat(count("deadLettersDropped")).isEqualTo(800);

        now = now.plus(Duration.ofMinutes(1));
        writer.put("x", new byte[1], "another minute");
        assertThat(kafka.history()).hasSize(201);
    }

    @Test
    void whatKafkaDoesNotTakeIsTriedOnceAMinuteAtMost() {
        kafka.sendException = new TimeoutException("no such topic");
        for (int i = 0; i < 10; i++) writer.put("x", new byte[1], "any");
        kafka.sendException = null;
        writer.put("x", new byte[1], "any");

        assertThat(kafka.history()).isEmpty();
        assertThat(count("deadLettersDropped")).isEqualTo(11);
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private long count(String name) {
        return metrics.getCounter(name).orElseThrow().getCount();
    }
}
