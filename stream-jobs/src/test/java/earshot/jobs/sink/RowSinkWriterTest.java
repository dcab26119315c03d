// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.jobs.dead.DeadLetterWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RowSinkWriterTest {
    private static final BatchLimits LIMITS = new BatchLimits(4, 1_000, 500, 100, 800);

    private static final RowTable<String, String> WORDS =
            new RowTable<>("words", String.class, RowSinkWriterTest::word, String::length);

    private final ManualTime time = new ManualTime();
    private final MetricListener metrics = new MetricListener();
    private final MoodyEngine engine = new MoodyEngine();
    private final List<Long> pausesMs = new ArrayList<>();
    private final MockProducer<byte[], byte[]> kept =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RowSinkWriter<String, String> writer =
            new RowSinkWriter<>(WORDS, engine, LIMITS, time, metrics.getMetricGroup(), deadLetters(), pausesMs::add);

    @Test
    void aFullBatchIsSentAtOnce() throws Exception {
        write("a", "b", "c", "d", "e");

        assertThat(engine.batches).containsExactly(List.of("a", "b", "c", "d"));
    }

    @Test
    void aBatchOfLongRowsIsFullBeforeItHasManyRows() throws Exception {
        write("x".repeat(700), "y".repeat(700), "z");

        assertThat(engine.batches).hasSize(1);
        assertThat(engine.rows()).hasSize(2);
    }

    @Test
    void aLoneRowWaitsForTheTimer() throws Exception {
        write("a");
        time.advanceMs(499);
        assertThat(engine.batches).isEmpty();

        time.advanceMs(1);
        assertThat(engine.rows()).containsExactly("a");

        write("b");
        time.advanceMs(500);
        assertThat(engine.rows()).containsExactly("a", "b");
    }

    @Test
    void aCheckpointStoresWhatIsHeld() throws Exception {
        write("a");
        writer.flush(false);

        assertThat(engine.rows()).containsExactly("a");
        assertThat(count("rowsStored")).isEqualTo(1);
    }

    @Test
    void anEngineThatIsAwayIsTriedAgainWithGrowingPauses() throws Exception {
        engine.attemptsAway = 6;
        write("a", "b");
        writer.flush(false);

        assertThat(engine.rows()).containsExactly("a", "b");
        assertThat(pausesMs).containsExactly(100L, 200L, 400L, 800L, 800L, 800L);
        assertThat(engine.opened).as("a new connection after each failure").isEqualTo(7);
        assertThat(count("insertFailures")).isEqualTo(6);
        assertThat(count("deadLetters")).isZero();
    }

    @Test
    void oneBadRowDoesNotTakeItsNeighboursWithIt() throws Exception {
        write("a", "b", "poison", "d", "e", "poison");
        writer.flush(false);

        assertThat(engine.rows()).containsExactly("a", "b", "d", "e");
        assertThat(count("deadLetters")).isEqualTo(2);
        assertThat(count("rowsStored")).isEqualTo(4);
    }

    @Test
    void anEventThatBecomesNoRowIsADeadLetter() throws Exception {
        write("a", "unmappable", "b");
        writer.flush(true);

        assertThat(engine.rows()).containsExactly("a", "b");
        assertThat(count("deadLetters")).isEqualTo(1);
        assertThat(kept.history()).hasSize(1).allSatisfy(letter -> {
            assertThat(letter.value()).asString().isEqualTo("unmappable");
            assertThat(letter.key()).asString().isEqualTo("table words");
        });
    }

    /** A task that is cancelled while the engine is away must end, and must not claim that its rows are stored. */
    @Test
    void cancellingEndsTheWait() {
        RowSinkWriter<String, String> impatient = new RowSinkWriter<>(
                WORDS, engine, LIMITS, time, metrics.getMetricGroup(), deadLetters(), durationMs -> {
                    throw new InterruptedException("cancelled");
                });
        engine.attemptsAway = Integer.MAX_VALUE;

        assertThatThrownBy(() -> {
                    impatient.write("a", new NoContext());
                    impatient.flush(false);
                })
                .isInstanceOf(InterruptedException.class);
        assertThat(engine.batches).isEmpty();
    }

    private DeadLetterWriter deadLetters() {
        return new DeadLetterWriter(() -> kept, metrics.getMetricGroup(), Clock.systemUTC());
    }

    private void write(String... words) throws Exception {
        for (String word : words) writer.write(word, new NoContext());
    }

    private long count(String name) {
        return metrics.getCounter(name).orElseThrow().getCount();
    }

    private static String word(String event) {
        if (event.equals("unmappable")) throw new IllegalArgumentException(event);
        return event;
    }

    private static final class NoContext implements SinkWriter.Context {
        @Override
        public long currentWatermark() {
            return 0;
        }

        @Override
        public Long timestamp() {
            return 0L;
        }
    }
}
