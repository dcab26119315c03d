// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.dead;

import earshot.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters of one subtask: the octets as they came, where they came from and what was wrong with them in the
 * headers {@code origin} and {@code reason}. All are counted ({@code deadLetters}); those beyond {@link #PER_MINUTE_MAX}, and
 * those that Kafka does not take, are only counted ({@code deadLettersDropped}). Nothing ever waits for them for long.
 */
public final class DeadLetterWriter implements AutoCloseable {
    /** Enough to see what is wrong, too few to fill a disk when everything is. */
    static final int PER_MINUTE_MAX = 200;
    /** Of one letter; the rest is cut off. */
    static final int OCTETS_MAX = 64 * 1024;

    private static final int REASON_CHARACTERS_MAX = 512;
    private static final long MINUTE_MS = 60_000;
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

    private final Supplier<Producer<byte[], byte[]>> opener;
    private final Clock clock;
    private final Counter letters;
    private final Counter dropped;
    private @Nullable Producer<byte[], byte[]> producer;
    private long minute = Long.MIN_VALUE;
    private int inMinute;

    /**
     * A writer.
     *
     * @param opener connects to Kafka; asked once there is a letter
     */
    public DeadLetterWriter(Supplier<Producer<byte[], byte[]>> opener, MetricGroup metrics, Clock clock) {
        this.opener = opener;
        this.clock = clock;
        this.letters = metrics.counter("deadLetters");
        this.dropped = metrics.counter("deadLettersDropped");
    }

    /**
     * Keeps one letter.
     *
     * @param origin where it came from, such as a place in a topic, or was to go, such as a table
     */
    public void put(String origin, byte[] content, @Nullable String reason) {
        letters.inc();
        String why = oneLine(String.valueOf(reason));
        if (!mayPass()) {
            dropped.inc();
            return;
        }
        LOG.warn("dead letter of {}: {}", origin, why);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.DEAD_LETTERS,
                origin.getBytes(StandardCharsets.UTF_8),
                content.length <= OCTETS_MAX ? content : Arrays.copyOf(content, OCTETS_MAX));
        record.headers().add("origin", origin.getBytes(StandardCharsets.UTF_8));
        record.headers().add("reason", why.getBytes(StandardCharsets.UTF_8));
        try {
            if (producer == null) producer = opener.get();
            @SuppressWarnings("unused") // its failure comes to the callback
            Future<RecordMetadata> sent = producer.send(record, (place, failure) -> {
                if (failure != null) dropped.inc();
            });
        } catch (KafkaException e) {
            dropped.inc();
            inMinute = PER_MINUTE_MAX; // each attempt may take as long
            LOG.warn("a dead letter cannot be kept: {}", oneLine(String.valueOf(e.getMessage())));
        }
    }

    private boolean mayPass() {
        long now = clock.millis() / MINUTE_MS;
        if (now != minute) inMinute = 0;
        minute = now;
        return inMinute++ < PER_MINUTE_MAX;
    }

    /** Text from the wire may be in it. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), REASON_CHARACTERS_MAX));
        for (int i = 0; i < text.length() && i < REASON_CHARACTERS_MAX; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString();
    }

    @Override
    public void close() {
        if (producer != null) producer.close(CLOSE);
        producer = null;
    }
}
