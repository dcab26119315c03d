// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.events.Alert;
import earshot.events.EventCodec;
import earshot.events.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts from Kafka and brings each to every webhook, at least once: an offset is committed only after all
 * deliveries up to it have been settled and recorded. What fails is tried again later, without holding up other alerts;
 * a restart tries what was open again under the same id.
 *
 * <p>One thread calls {@link #poll()} again and again.
 */
final class WebhookDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Open deliveries held in memory; beyond, Kafka keeps the rest. */
    private static final int OPEN_MAX = 1_000;
    /** Posts per poll: with every receiver at its slowest the consumer still stays in its group. */
    private static final int POSTS_MAX = 10;

    private final Consumer<byte[], byte[]> kafka;
    private final List<WebhookClient> webhooks;
    private final DeliveryLog log;
    private final RetrySchedule schedule;
    private final String externalUrl;
    private final DeliveryMetrics metrics;
    private final LongSupplier clockMillis;
    private final EventCodec<Alert> codec = EventCodec.of(Alert.class);

    private final List<Delivery> open = new ArrayList<>();
    private final Set<Delivery> unrecorded = new LinkedHashSet<>();
    private final TreeMap<Position, List<Delivery>> received = new TreeMap<>();

    /** Where an alert stood in Kafka. */
    private record Position(String topic, int partition, long offset) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
        }

        TopicPartition topicPartition() {
            return new TopicPartition(topic, partition);
        }
    }

    /** What it works with. */
    record Parts(
            Consumer<byte[], byte[]> kafka,
            List<WebhookClient> webhooks,
            DeliveryLog log,
            RetrySchedule schedule,
            DeliveryMetrics metrics,
            String externalUrl,
            LongSupplier clockMillis) {}

    WebhookDispatcher(Parts parts) {
        this.kafka = parts.kafka();
        this.webhooks = parts.webhooks();
        this.log = parts.log();
        this.schedule = parts.schedule();
        this.metrics = parts.metrics();
        this.externalUrl = parts.externalUrl();
        this.clockMillis = parts.clockMillis();
        kafka.subscribe(List.of(Topics.ALERTS));
    }

    /** Receives, posts, records and commits; returns how many posts it made. */
    int poll() {
        if (open.size() >= OPEN_MAX) kafka.pause(kafka.assignment());
        else kafka.resume(kafka.paused());
        kafka.poll(POLL).forEach(this::receive);
        int posts = post();
        if (record()) commit();
        return posts;
    }

    @Override
    public void close() {
        kafka.close();
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        List<Delivery> deliveries = new ArrayList<>();
        try {
            Alert alert = codec.decode(record.value());
            for (WebhookClient webhook : webhooks) deliveries.add(new Delivery(alert, webhook, externalUrl));
        } catch (EventCodec.NotAnEvent e) {
            metrics.unreadable();
            LOG.warn("offset {} of {} holds no alert and is passed over", record.offset(), record.topic());
        }
        received.put(new Position(record.topic(), record.partition(), record.offset()), deliveries);
        for (Delivery delivery : deliveries) {
            supersede(delivery.order());
            open.add(delivery);
            unrecorded.add(delivery);
        }
    }

    /** A receiver that was down wants the latest state of an alert, not each that it missed. */
    private void supersede(String order) {
        for (Delivery older : open) {
            if (older.order().equals(order) && older.isFailing()) settle(older, older::supersede);
        }
    }

    private int post() {
        int posts = 0;
        Set<String> waiting = new HashSet<>();
        for (Delivery delivery : List.copyOf(open)) {
            if (!delivery.isOpen()) continue;
            // Only the first open delivery of an alert may go: resolved must not overtake firing.
            boolean isFirst = waiting.add(delivery.order());
            long nowMillis = clockMillis.getAsLong();
            if (!isFirst || !delivery.isDue(nowMillis) || posts == POSTS_MAX) continue;
            settle(delivery, () -> delivery.attempt(schedule, nowMillis));
            posts++;
        }
        open.removeIf(delivery -> !delivery.isOpen());
        return posts;
    }

    private void settle(Delivery delivery, Runnable step) {
        step.run();
        unrecorded.add(delivery);
        if (!delivery.isOpen()) metrics.settled(delivery.webhookName(), delivery.outcome());
    }

    /** Writes what changed; false when the table cannot be reached, which the next poll tries again. */
    private boolean record() {
        if (unrecorded.isEmpty()) return true;
        long nowMillis = clockMillis.getAsLong();
        try {
            log.write(
                    unrecorded.stream().map(delivery -> delivery.row(nowMillis)).toList());
            unrecorded.clear();
            return true;
        } catch (SQLException e) {
            LOG.warn("deliveries cannot be recorded and will be: {}", e.getMessage());
            return false;
        }
    }

    /** Commits up to the first alert that is still on its way. */
    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Set<TopicPartition> held = new HashSet<>();
        for (var entry : List.copyOf(received.entrySet())) {
            TopicPartition partition = entry.getKey().topicPartition();
            if (entry.getValue().stream().anyMatch(Delivery::isOpen)) held.add(partition);
            if (held.contains(partition)) continue;
            offsets.put(partition, new OffsetAndMetadata(entry.getKey().offset() + 1));
            received.remove(entry.getKey());
        }
        if (!offsets.isEmpty()) kafka.commitSync(offsets);
    }
}
