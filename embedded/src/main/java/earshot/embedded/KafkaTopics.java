// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a Kafka for one machine: one replica each. */
public final class KafkaTopics {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final short REPLICAS = 1;

    private KafkaTopics() {}

    /**
     * Creates the topics that are not there yet and returns once each partition of all of them has a leader that
     * answers. A producer that is quicker than the leader can lose its place: its first batch is refused, the next one
     * is taken, and the first is out of sequence ever after.
     */
    public static void create(String bootstrap, Collection<String> names, int partitions) throws IOException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS))) {
            createMissing(admin, names, partitions);
            awaitLeaders(admin, names);
        } catch (ExecutionException | KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new EngineUnavailableException(
                    "Kafka at " + bootstrap + " does not answer as it should (" + reason.getMessage()
                            + "): start it, or name another.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Creating topics in Kafka was interrupted.", e);
        }
    }

    private static void createMissing(Admin admin, Collection<String> names, int partitions)
            throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<NewTopic> missing = names.stream()
                .filter(name -> !present.contains(name))
                .map(name -> new NewTopic(name, partitions, REPLICAS))
                .toList();
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another program was quicker.
            if (!(e.getCause() instanceof TopicExistsException)) throw e;
        }
    }

    /** Asks each partition for its end: only its leader answers, and the client asks again until it does. */
    private static void awaitLeaders(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        admin.listOffsets(ends).all().get();
    }
}
