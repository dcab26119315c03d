// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster: jobs run to their end, running ones keep checkpoints, and closing does not wait for them. */
@Timeout(120)
class FlinkClusterIT {
    @TempDir
    Path checkpoints;

    @Test
    void aBoundedJobRunsToItsEnd() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(2, checkpoints)) {
            StreamExecutionEnvironment environment = cluster.environment();
            List<Long> squares = environment
                    .fromSequence(1, 100)
                    .map(number -> number * number)
                    .executeAndCollect(100);
            assertThat(squares).hasSize(100).contains(1L, 9_801L, 10_000L);
        }
    }

    @Test
    void anEndlessJobKeepsCheckpointsAndEndsWithTheCluster() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                FlinkCluster cluster = FlinkCluster.start(2, checkpoints)) {
            StreamExecutionEnvironment environment = cluster.environment();
            environment.socketTextStream("127.0.0.1", silent.getLocalPort()).print();
            JobClient job = environment.executeAsync("endless");
            while (!hasCheckpoint()) Thread.onSpinWait();
            assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
        }
    }

    private boolean hasCheckpoint() throws Exception {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.anyMatch(file -> file.getFileName().toString().equals("_metadata"));
        } catch (UncheckedIOException e) {
            return false; // A file went away under the walk, as checkpoints in progress do.
        }
    }
}
