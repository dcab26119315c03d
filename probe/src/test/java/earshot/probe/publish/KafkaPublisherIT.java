// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.embedded.KafkaBroker;
import earshot.events.AgentLog;
import earshot.events.EventCodec;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.SipMessage;
import earshot.events.Topics;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CapturedPacket;
import earshot.testkit.Frames;
import earshot.testkit.HepPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPublisherIT {
    private static final int PACKETS = 1_000;

    @TempDir
    private Path directory;

    @Test
    void everyEventOfACallArrivesUnderItsKey() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            broker.createTopics(Topics.ALL, 2);

            KafkaPublisher publisher = start(broker.bootstrap());
            playOneCall(publisher);
            publisher.close();

            assertThat(publisher.dropped()).isZero();
            assertThat(publisher.acknowledged()).isEqualTo(publisher.published());
            List<ConsumerRecord<byte[], byte[]>> records = consume(broker.bootstrap(), publisher.published());
            assertThat(records).hasSize((int) publisher.published());
            assertSip(records);
            assertMedia(records);
            assertLog(records);
            assertHealth(records);
        }
    }

    /** A broker that is up later than the probe, or away for a while, must cost no event that there was room for. */
    @Test
    void whatHappenedWhileKafkaWasAwayArrivesInOrderWhenItIsBack() throws Exception {
        int port = freePort();
        KafkaPublisher publisher = start("127.0.0.1:" + port);
        playOneCall(publisher);
        TimeUnit.SECONDS.sleep(4); // of which each attempt takes one
        try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
            broker.createTopics(Topics.ALL, 2);
            publisher.close();

            assertThat(publisher.dropped()).isZero();
            assertThat(publisher.acknowledged()).isEqualTo(publisher.published());
            List<ConsumerRecord<byte[], byte[]>> records = consume(broker.bootstrap(), publisher.published());
            assertSip(records);
            assertMedia(records);
            assertHealth(records);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Nothing answers on the discard port: the caller goes on at once, and what does not fit is counted. */
    @Test
    void whileKafkaIsAwayTheCallerNeverWaitsAndLossIsCounted() {
        KafkaPublisher publisher =
                KafkaPublisher.start(new KafkaPublisher.Options("127.0.0.1:9", "probe-away", 10, false, 100));
        long start = System.nanoTime();
        playOneCall(publisher);
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        for (int i = 0; i < 1_000; i++) publisher.health(new ProbeHealth());
        publisher.close();

        assertThat(tookMillis).isLessThan(5_000); // one attempt to reach Kafka takes 1 s; there are tens of events
        assertThat(publisher.dropped()).isGreaterThanOrEqualTo(980);
        assertThat(publisher.acknowledged()).isZero();
    }

    private static KafkaPublisher start(String bootstrap) {
        return KafkaPublisher.start(new KafkaPublisher.Options(bootstrap, "probe-test", 10_000, true, 10_000));
    }

    private static void playOneCall(EventPublisher publisher) {
        ProbePipeline pipeline = new ProbePipeline(
                new PipelineSettings.Builder("it", 1).keepsLogs(true).build(), publisher);
        CapturedPacket packet = new CapturedPacket();
        byte[] invite = SipText.request("INVITE", "call-1", 1, "z9hG4bK1")
                .sdp("192.0.2.2", 5_000)
                .bytes();
        byte[] frame = Frames.udpFrame("192.0.2.1", 5_060, "192.0.2.2", 5_060, invite);
        packet.set(1, 0, frame, frame.length);
        pipeline.accept(packet);
        byte[] log = HepPackets.from("192.0.2.2", 5_060, "192.0.2.9", 9_060)
                .type(100)
                .correlation("call-1")
                .payload("routed to gw1")
                .bytes();
        packet.set(CapturedPacket.HEP, 0, log, log.length);
        pipeline.accept(packet);
        RtpPackets rtp = new RtpPackets(0, 7, 1, 0, 160, 160);
        for (int i = 0; i < PACKETS; i++) {
            frame = Frames.udpFrame("192.0.2.1", 4_000, "192.0.2.2", 5_000, rtp.next());
            packet.set(1, 20_000_000L * i, frame, frame.length);
            pipeline.accept(packet);
        }
        pipeline.finish();
    }

    private static List<ConsumerRecord<byte[], byte[]>> consume(String bootstrap, long count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                "it",
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(Topics.ALL);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static void assertSip(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> sip = of(Topics.SIP, records);
        assertThat(sip).hasSize(1);
        assertThat(key(sip.get(0))).isEqualTo("call-1");
        SipMessage message = EventCodec.of(SipMessage.class).decode(sip.get(0).value());
        assertThat(message.getMethod()).isEqualTo("INVITE");
    }

    private static void assertLog(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> logs = of(Topics.LOGS, records);
        assertThat(logs).hasSize(1);
        assertThat(key(logs.get(0))).isEqualTo("call-1");
        assertThat(EventCodec.of(AgentLog.class).decode(logs.get(0).value()).getText())
                .isEqualTo("routed to gw1");
    }

    private static void assertMedia(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        EventCodec<MediaReport> codec = EventCodec.of(MediaReport.class);
        long received = 0;
        long sequence = 0;
        for (ConsumerRecord<byte[], byte[]> record : of(Topics.MEDIA, records)) {
            MediaReport report = codec.decode(record.value());
            assertThat(key(record)).isEqualTo(report.getStreamId());
            assertThat(report.getSequence()).isGreaterThan(sequence); // reports of a stream keep their order
            sequence = report.getSequence();
            received += report.getReceived();
        }
        assertThat(received).isEqualTo(PACKETS);
    }

    private static void assertHealth(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        EventCodec<ProbeHealth> codec = EventCodec.of(ProbeHealth.class);
        long packets = 0;
        for (ConsumerRecord<byte[], byte[]> record : of(Topics.PROBES, records)) {
            assertThat(key(record)).isEqualTo("it");
            packets += codec.decode(record.value()).getPacketsRead();
        }
        assertThat(packets).isEqualTo(PACKETS + 2);
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(String topic, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
