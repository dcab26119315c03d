// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.AgentLog;
import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to Kafka, at least once and in order, without ever making the capture thread wait: events go through a
 * bounded queue to a thread that encodes and sends them. While Kafka is away they wait in the producer's buffer and then
 * in the queue; what finds the queue full is dropped and counted.
 *
 * <p>{@code published = acknowledged + pending + failed}.
 */
public final class KafkaPublisher implements EventPublisher {
    /**
     * Where and how.
     *
     * @param bootstrap host:port, several separated by commas
     * @param queueMax events that wait for the sending thread
     * @param waitsWhenFull whether a full queue makes the caller wait, as is right for files, which wait too; a live
     *     capture must not
     * @param closeMillis longest wait for what is pending when closing
     */
    public record Options(String bootstrap, String clientId, int queueMax, boolean waitsWhenFull, long closeMillis) {}

    private record Event(String topic, String key, SpecificRecordBase record) {}

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final long POLL_MILLIS = 100;
    /** How long one attempt to hand a record to the producer may wait for its buffer or for topic metadata. */
    private static final int ATTEMPT_MILLIS = 1_000;

    private static final long MIB = 1 << 20;

    private final Options options;
    private final BlockingQueue<Event> queue;
    private final Producer<byte[], byte[]> producer;
    private final Thread shipper;
    private final EventCodec<SipMessage> sipCodec = EventCodec.of(SipMessage.class);
    private final EventCodec<MediaReport> mediaCodec = EventCodec.of(MediaReport.class);
    private final EventCodec<RtcpReport> rtcpCodec = EventCodec.of(RtcpReport.class);
    private final EventCodec<AgentLog> logCodec = EventCodec.of(AgentLog.class);
    private final EventCodec<ProbeHealth> healthCodec = EventCodec.of(ProbeHealth.class);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    // Of the thread that ships alone.
    private boolean isAway;
    private @Nullable Exception refused;
    private volatile boolean closing;
    private volatile long deadlineNanos = Long.MAX_VALUE;

    private KafkaPublisher(Options options, Producer<byte[], byte[]> producer) {
        this.options = options;
        this.queue = new ArrayBlockingQueue<>(options.queueMax());
        this.producer = producer;
        this.shipper = new Thread(this::ship, "earshot-kafka-shipper");
        this.shipper.setDaemon(true);
    }

    /** Starts publishing; an address that cannot be one is told in a sentence. Kafka itself may still be down. */
    public static KafkaPublisher start(Options options) {
        KafkaPublisher publisher = new KafkaPublisher(options, new KafkaProducer<>(properties(options)));
        publisher.shipper.start();
        return publisher;
    }

    private static Properties properties(Options options) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, options.clientId());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // One at a time: when a new leader refuses the first batch and takes the second, the first would be out of
        // sequence for ever.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) (MIB / 8));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64 * MIB);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ATTEMPT_MILLIS);
        // Events wait for Kafka as long as there is room for them: the bound is memory, not time.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    @Override
    public void sip(SipMessage message) {
        String key = message.getCallId().isEmpty() ? message.getProbe() : message.getCallId();
        offer(new Event(Topics.SIP, key, message));
    }

    @Override
    public void media(MediaReport report) {
        offer(new Event(Topics.MEDIA, report.getStreamId(), report));
    }

    @Override
    public void rtcp(RtcpReport report) {
        String key = report.getStreamId().isEmpty() ? report.getProbe() : report.getStreamId();
        offer(new Event(Topics.RTCP, key, report));
    }

    @Override
    public void log(AgentLog line) {
        offer(new Event(Topics.LOGS, line.getCallId(), line));
    }

    @Override
    public void health(ProbeHealth health) {
        offer(new Event(Topics.PROBES, health.getProbe(), health));
    }

    @Override
    public long published() {
        return published.get();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    /** Events that Kafka has confirmed. */
    public long acknowledged() {
        return acknowledged.get();
    }

    private void offer(Event event) {
        boolean taken = queue.offer(event);
        while (!taken && options.waitsWhenFull() && !closing) taken = offerPatiently(event);
        if (taken) published.incrementAndGet();
        else dropped.incrementAndGet();
    }

    private boolean offerPatiently(Event event) {
        try {
            return queue.offer(event, POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true; // whoever interrupts wants an end
            return false;
        }
    }

    private void ship() {
        try {
            while (!(closing && queue.isEmpty()) && System.nanoTime() < deadlineNanos) {
                Event event = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) send(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An event that Kafka is away for keeps its place in the order: no topic is known yet, or the buffer has no room. */
    private void send(Event event) {
        byte[] key = event.key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(event.topic, key, encode(event.record));
        Exception refusal = offer(record);
        while (refusal instanceof TimeoutException && System.nanoTime() < deadlineNanos) {
            tellAway(refusal);
            refusal = offer(record);
        }
        if (refusal == null) tellAnswers();
        else confirm(event.topic, refusal);
    }

    /** Returns why the producer does not take a record, which it throws or tells before it returns; null when it does. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private @Nullable Exception offer(ProducerRecord<byte[], byte[]> record) {
        refused = null;
        try {
            producer.send(record, (metadata, failure) -> told(record.topic(), failure));
        } catch (KafkaException e) {
            return e;
        }
        return refused;
    }

    /** In the thread that ships, of a record that was not taken; in the producer's own, of what became of one that was. */
    private void told(String topic, @Nullable Exception failure) {
        if (Thread.currentThread() == shipper) refused = failure;
        else confirm(topic, failure);
    }

    private void tellAway(Exception refusal) {
        if (isAway) return;
        isAway = true;
        LOG.warn(
                "Kafka at {} takes no events ({}); up to {} wait for it, and those for which there is no room are counted",
                options.bootstrap(),
                refusal.getMessage(),
                options.queueMax());
    }

    private void tellAnswers() {
        if (!isAway) return;
        isAway = false;
        LOG.info("Kafka takes events again; {} waited, {} had no room", queue.size() + 1, dropped.get());
    }

    private byte[] encode(SpecificRecordBase record) {
        if (record instanceof MediaReport media) return mediaCodec.encode(media);
        if (record instanceof SipMessage sip) return sipCodec.encode(sip);
        if (record instanceof RtcpReport rtcp) return rtcpCodec.encode(rtcp);
        if (record instanceof AgentLog line) return logCodec.encode(line);
        if (record instanceof ProbeHealth health) return healthCodec.encode(health);
        throw new IllegalStateException("no topic carries " + record.getSchema().getName());
    }

    private void confirm(String topic, @Nullable Exception failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
        } else if (dropped.incrementAndGet() == 1) {
            LOG.warn("an event for {} could not be sent; further ones are only counted: {}", topic, failure.toString());
        }
    }

    @Override
    public void close() {
        if (closing) return;
        deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.closeMillis());
        closing = true;
        try {
            shipper.join(options.closeMillis() + 2L * ATTEMPT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropped.addAndGet(queue.size());
        long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
        producer.close(Duration.ofNanos(leftNanos));
        if (dropped.get() > 0) LOG.warn("{} events did not reach Kafka", dropped.get());
    }
}
