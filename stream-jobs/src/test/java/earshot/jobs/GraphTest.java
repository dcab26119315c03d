// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.storage.ClickHouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint finds the state of an operator by its uid. So each has one, and none ever changes: {@code uids.txt} is the
 * record. Add a line for a new operator. A line goes only with its operator, whose state then has to be given up by whoever
 * upgrades (flink run --allowNonRestoredState), and with a word in the changelog.
 */
class GraphTest {
    @TempDir
    Path rules;

    @Test
    void everyOperatorHasTheUidOfTheRecord() throws Exception {
        assertThat(uids())
                .as("see GraphTest for what to do")
                .doesNotContainNull()
                .containsExactlyElementsOf(recorded());
    }

    private List<String> uids() throws Exception {
        Files.writeString(rules.resolve("rules.yaml"), CallJobContract.RULES, StandardCharsets.UTF_8);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        CallJob.build(
                environment,
                new JobSettings(
                        "localhost:9092",
                        new ClickHouse("http://localhost:8123", "default", "", "earshot"),
                        rules,
                        1,
                        new JobSettings.Checkpoints(Duration.ofSeconds(10), null, "hashmap"),
                        false,
                        JobSettings.OUT_OF_ORDERNESS,
                        Duration.ofSeconds(10),
                        JobSettings.Judgement.DEFAULT));
        return environment.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .sorted()
                .toList();
    }

    private static List<String> recorded() throws IOException {
        try (var record = Objects.requireNonNull(GraphTest.class.getResourceAsStream("/earshot/jobs/uids.txt"))) {
            return new String(record.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
