// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleException;
import earshot.calls.rules.RuleFiles;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that turns what probes saw into calls, streams, transactions and alerts: from the topics of the probes to the
 * tables of ClickHouse, and to the topics of calls and alerts.
 *
 * <p>{@link #start} runs it in any environment, such as that of an embedded cluster; {@link #main} is for {@code flink
 * run} with the job jar.
 */
public final class CallJob {
    /** The name of the job in Flink's own pages. */
    public static final String NAME = "earshot-calls";

    private CallJob() {}

    /** Submits the job and returns without waiting for its end. */
    public static JobClient start(StreamExecutionEnvironment environment, JobSettings settings) throws Exception {
        build(environment, settings);
        return environment.executeAsync(NAME);
    }

    /** Adds the job to the environment, and sets the environment up for it. */
    public static void build(StreamExecutionEnvironment environment, JobSettings settings) throws RuleException {
        List<Rule> rules = settings.rules() == null ? List.of() : RuleFiles.read(settings.rules());
        environment.configure(configuration(settings));
        environment.setParallelism(settings.parallelism());
        new CallGraph(settings).build(environment, rules);
    }

    static Configuration configuration(JobSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
        // Every type has a serialiser that evolves, and every operator a name that its state is found by.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Within a chain nobody changes an event, so nobody needs a copy.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        JobSettings.Checkpoints checkpoints = settings.checkpoints();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints.interval());
        // A large state takes long to write: at least as much time is for events alone.
        configuration.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, checkpoints.interval());
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(StateBackendOptions.STATE_BACKEND, checkpoints.backend());
        if (checkpoints.directory() != null) {
            configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.directory());
            configuration.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
        // For ever: what the job waits for comes back, and its input is kept in Kafka meanwhile.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return configuration;
    }

    /** Submits the job to the cluster that {@code flink run} names. */
    public static void main(String[] arguments) {
        int exitCode = CallJobCommand.commandLine(arguments).execute(arguments);
        if (exitCode != 0) System.exit(exitCode);
    }
}
