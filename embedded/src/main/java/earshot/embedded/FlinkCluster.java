// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A real Flink cluster in this program: one JobManager and one TaskManager, reached through Flink's REST interface on
 * 127.0.0.1 as a stand-alone cluster is. It has no web UI.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
    private static final int CLOSE_TIMEOUT_SECONDS = 5;

    private final MiniCluster cluster;
    private final int parallelism;
    private final Path checkpoints;
    private final int restPort;

    private FlinkCluster(MiniCluster cluster, int parallelism, Path checkpoints, int restPort) {
        this.cluster = cluster;
        this.parallelism = parallelism;
        this.checkpoints = checkpoints;
        this.restPort = restPort;
    }

    /**
     * Starts a cluster.
     *
     * @param parallelism task slots, and the parallelism of jobs
     * @param checkpoints directory for the state of jobs
     */
    public static FlinkCluster start(int parallelism, Path checkpoints) throws IOException {
        return start(parallelism, checkpoints, new Configuration());
    }

    /** The same, with settings of the cluster besides its own, such as metric reporters. */
    public static FlinkCluster start(int parallelism, Path checkpoints, Configuration more) throws IOException {
        Configuration settings = clusterSettings();
        settings.addAll(more);
        Path directory = Files.createDirectories(checkpoints).toAbsolutePath();
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .setConfiguration(settings)
                .build());
        try {
            cluster.start();
            int restPort = cluster.getRestAddress().get().getPort();
            return new FlinkCluster(cluster, parallelism, directory, restPort);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Starting Flink was interrupted.", e);
        } catch (Exception e) {
            cluster.closeAsync().exceptionally(alsoFailed -> null).join();
            throw new EngineUnavailableException("Flink did not start: " + e.getMessage(), e);
        }
    }

    /** An environment whose jobs run here, with checkpoints on; its {@code executeAsync} gives a client of the job. */
    public StreamExecutionEnvironment environment() {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(LoopbackPort.HOST, restPort, settings);
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        return environment;
    }

    /** Ends the TaskManager as a power cut would, with all that runs in it, and starts another; tests of what survives. */
    public void replaceTaskManager() throws IOException {
        try {
            cluster.terminateTaskManager(0).get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            cluster.startTaskManager();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // as starting one declares
            throw new IOException("Flink has no TaskManager any more: " + e.getMessage(), e);
        }
    }

    /** Ends all jobs and the cluster. */
    @Override
    public void close() throws IOException {
        try {
            cluster.closeAsync().get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IOException("Flink did not stop cleanly.", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Flink did not stop within " + CLOSE_TIMEOUT_SECONDS + " s.", e);
        }
    }

    private static Configuration clusterSettings() {
        Configuration settings = new Configuration();
        settings.set(JobManagerOptions.ADDRESS, LoopbackPort.HOST);
        settings.set(RestOptions.ADDRESS, LoopbackPort.HOST);
        settings.set(RestOptions.BIND_ADDRESS, LoopbackPort.HOST);
        settings.set(RestOptions.BIND_PORT, "0");
        // State lives on the Java heap; managed memory serves only what asks for it.
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        return settings;
    }
}
