// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.embedded.KafkaBroker;
import earshot.events.EventCodec;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import earshot.events.Topics;
import earshot.testkit.Frames;
import earshot.testkit.HepPackets;
import earshot.testkit.PcapWriter;
import earshot.testkit.SipText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator runs it: a process of its own, a real Kafka, and SIGTERM at the end. */
@Timeout(180)
class ProbeIT {
    /** SIGTERM, as a shell says it. */
    private static final int TERMINATED = 128 + 15;

    private static final long SECONDS_MAX = 60;

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();
    private final KafkaBroker broker;
    private final KafkaConsumer<byte[], byte[]> consumer;

    ProbeIT(@TempDir Path data) throws IOException {
        broker = KafkaBroker.start(data.resolve("kafka"));
        broker.createTopics(Topics.ALL, 1);
        consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "group.id",
                "it",
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class));
        consumer.subscribe(List.of(Topics.SIP));
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        consumer.close();
        broker.close();
    }

    @Test
    void aCaptureOnStandardInputIsReadToItsEnd() throws Exception {
        Path file = capture(directory.resolve("in.pcapng"), PcapWriter.Format.PCAPNG, "a", "b");

        Process probe = started(probe("--read", "-").redirectInput(file.toFile()));

        assertThat(probe.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.exitValue()).isZero();
        assertThat(callIds(2)).containsExactly("a", "b");
    }

    /** Copied, moved in, growing; and after a restart only what is new. */
    @Test
    void aWatchedFolderIsReadOnceAcrossRestarts() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("watched"));
        Path done = Files.createDirectory(directory.resolve("done"));
        String[] watch = {"--watch", folder.toString(), "--done", done.toString()};
        Process probe = started(probe(watch));
        capture(folder.resolve("1.pcap"), PcapWriter.Format.PCAP_MICROS, "copied");
        assertThat(callIds(1)).containsExactly("copied");

        Path elsewhere = capture(directory.resolve("2.pcapng"), PcapWriter.Format.PCAPNG, "moved");
        Files.move(elsewhere, folder.resolve("2.pcapng"));
        assertThat(callIds(1)).containsExactly("moved");

        Path growing = capture(folder.resolve("3.pcap"), PcapWriter.Format.PCAP_NANOS, "early");
        assertThat(callIds(1)).containsExactly("early");
        terminate(probe);
        append(growing, "late");
        probe = started(probe(watch));

        assertThat(callIds(1)).containsExactly("late");
        capture(folder.resolve("4.pcap"), PcapWriter.Format.PCAP_MICROS, "last");
        assertThat(callIds(1)).as("nothing twice").containsExactly("last");
        terminate(probe);
        assertThat(done).isDirectoryContaining("glob:**/1.pcap").isDirectoryContaining("glob:**/3.pcap");
        assertThat(folder.resolve("1.pcap")).doesNotExist();
    }

    @Test
    void whatAgentsSendByHepArrivesAndSigtermEndsItInSeconds() throws Exception {
        int udp = freePort();
        int tcp = freePort();
        Process probe = started(probe("--hep", "udp://127.0.0.1:" + udp, "--hep", "tcp://127.0.0.1:" + tcp));

        try (Socket agent = connect(probe, tcp);
                DatagramSocket socket = new DatagramSocket()) {
            byte[] datagram = hep("by-udp");
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), udp));
            List<SipMessage> messages = new ArrayList<>(messages(1));
            agent.getOutputStream().write(hep("by-tcp"));
            messages.addAll(messages(1));

            assertThat(messages).extracting(SipMessage::getCallId).containsExactly("by-udp", "by-tcp");
            assertThat(messages).allSatisfy(message -> {
                assertThat(message.getSourceAddress()).isEqualTo("192.0.2.1");
                assertThat(message.getProbe()).isEqualTo("it/7");
                assertThat(message.getTransport()).isEqualTo(SipTransport.UDP);
            });
            terminate(probe); // with the agent still connected
        }
    }

    private static byte[] hep(String callId) {
        return HepPackets.from("192.0.2.1", 5_060, "192.0.2.2", 5_060)
                .time(System.currentTimeMillis() / 1_000, 0)
                .type(1)
                .agent(7)
                .payload(invite(callId))
                .bytes();
    }

    private static byte[] invite(String callId) {
        return SipText.request("INVITE", callId, 1, "z9hG4bK" + callId).bytes();
    }

    private static byte[] frame(String callId) {
        return Frames.udpFrame("192.0.2.1", 5_060, "192.0.2.2", 5_060, invite(callId));
    }

    private static Path capture(Path file, PcapWriter.Format format, String... callIds) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                PcapWriter writer = new PcapWriter(out, format, 1)) {
            long second = 1_700_000_000;
            for (String callId : callIds) writer.packet(second++ * 1_000_000_000, frame(callId));
        }
        return file;
    }

    private void append(Path file, String callId) throws IOException {
        Path other = capture(directory.resolve("other"), PcapWriter.Format.PCAP_NANOS, callId);
        byte[] whole = Files.readAllBytes(other);
        int header = 24;
        byte[] record = Arrays.copyOfRange(whole, header, whole.length);
        Files.write(file, record, StandardOpenOption.APPEND);
    }

    private ProcessBuilder probe(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                "--kafka",
                broker.bootstrap(),
                "--id",
                "it",
                "--http-port",
                "0"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private Process started(ProcessBuilder command) throws IOException {
        Process process = command.start();
        started.add(process);
        return process;
    }

    private static void terminate(Process probe) throws InterruptedException {
        probe.destroy();
        assertThat(probe.waitFor(10, TimeUnit.SECONDS))
                .as("stopped within 10 s")
                .isTrue();
        assertThat(probe.exitValue()).isEqualTo(TERMINATED);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** All addresses are bound before the first packet is read: who can connect to one can send to all. */
    private static Socket connect(Process probe, int port) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                assertThat(probe.isAlive()).isTrue();
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadlineNanos);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private List<String> callIds(int count) throws IOException {
        return messages(count).stream().map(SipMessage::getCallId).toList();
    }

    /** The next messages, so many and whatever else comes with them. */
    private List<SipMessage> messages(int count) throws IOException {
        EventCodec<SipMessage> codec = EventCodec.of(SipMessage.class);
        List<SipMessage> messages = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (messages.size() < count && System.nanoTime() < deadlineNanos) {
            for (var event : consumer.poll(Duration.ofMillis(100))) messages.add(codec.decode(event.value()));
        }
        return messages;
    }
}
