// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this program: one KRaft node, broker and controller, on 127.0.0.1. Its data survive in the
 * directory. The classes behind it are Kafka's own and not a public interface: the version is pinned.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "ZWFyc2hvdC1lbWJlZGRlZA";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final String bootstrap;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.bootstrap = LoopbackPort.HOST + ':' + port;
    }

    /** Starts a broker on any free port. */
    public static KafkaBroker start(Path directory) throws IOException {
        return start(directory, 0);
    }

    /** Starts a broker on a directory that it makes or has used before; port 0 stands for any free one. */
    public static KafkaBroker start(Path directory, int port) throws IOException {
        if (port != 0) LoopbackPort.requireFree(port, "Kafka");
        int brokerPort = port == 0 ? LoopbackPort.free() : port;
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("meta.properties"))) format(directory);
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(settings(directory, brokerPort, LoopbackPort.free())), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, brokerPort);
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Creates the topics that are not there yet; see {@link KafkaTopics}. */
    public void createTopics(Collection<String> names, int partitions) throws IOException {
        KafkaTopics.create(bootstrap, names, partitions);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Formatter formatter = new Formatter()
                .setPrintStream(nowhere)
                .setClusterId(CLUSTER_ID)
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES);
        try {
            formatter.run();
        } catch (FormatterException e) {
            throw new EngineUnavailableException("Kafka cannot use " + directory + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new EngineUnavailableException("Kafka cannot prepare " + directory + ": " + e, e);
        }
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        String controller = LoopbackPort.HOST + ':' + controllerPort;
        String broker = "PLAINTEXT://" + LoopbackPort.HOST + ':' + port;
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "listeners",
                broker + ",CONTROLLER://" + controller,
                "advertised.listeners",
                broker,
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters",
                NODE + "@" + controller,
                "log.dirs",
                directory.toString(),
                "auto.create.topics.enable",
                "false"));
        settings.putAll(oneNode());
        settings.putAll(small());
        return settings;
    }

    /** The internal topics ask for three brokers unless told otherwise. */
    private static Map<String, String> oneNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    /**
     * Threads and memory for one machine that runs everything. A short session lets a killed broker start again soon; one
     * of 3 s was seen to expire on an overloaded machine.
     */
    private static Map<String, String> small() {
        return Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "16777216",
                "log.segment.bytes", "67108864",
                "log.retention.hours", "24",
                "broker.heartbeat.interval.ms", "500",
                "broker.session.timeout.ms", "6000");
    }
}
