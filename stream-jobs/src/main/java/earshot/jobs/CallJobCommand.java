// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.rules.RuleException;
import earshot.quality.ScoreSettings;
import earshot.storage.ClickHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@link CallJob}: each option is also an environment variable, and the option wins. */
@Command(
        name = "earshot-jobs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Turns what probes saw into calls, streams, transactions and alerts.",
        footer = "Every option can be given as an environment variable: --kafka as EARSHOT_JOBS_KAFKA, and so on.")
final class CallJobCommand implements Callable<Integer> {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,...",
            defaultValue = "${env:EARSHOT_JOBS_KAFKA:-localhost:9092}",
            description = "Kafka's bootstrap servers (${DEFAULT-VALUE}).")
    private String kafka = "";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "${env:EARSHOT_JOBS_CLICKHOUSE:-http://localhost:8123}",
            description = "ClickHouse's HTTP address (${DEFAULT-VALUE}).")
    private String clickHouse = "";

    @Option(
            names = "--clickhouse-user",
            paramLabel = "NAME",
            defaultValue = "${env:EARSHOT_JOBS_CLICKHOUSE_USER:-default}",
            description = "Its user (${DEFAULT-VALUE}). The password comes from EARSHOT_JOBS_CLICKHOUSE_PASSWORD only,"
                    + " since arguments can be seen by everybody on the machine.")
    private String clickHouseUser = "";

    @Option(
            names = "--clickhouse-database",
            paramLabel = "NAME",
            defaultValue = "${env:EARSHOT_JOBS_CLICKHOUSE_DATABASE:-earshot}",
            description = "Its database (${DEFAULT-VALUE}).")
    private String clickHouseDatabase = "";

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "${env:EARSHOT_JOBS_RULES}",
            description = "Folder of alert rules; none without.")
    private @Nullable Path rules;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "${env:EARSHOT_JOBS_PARALLELISM:-1}",
            description = "Subtasks per operator (${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "S",
            defaultValue = "${env:EARSHOT_JOBS_CHECKPOINT_SECONDS:-10}",
            description = "Time between two checkpoints, s (${DEFAULT-VALUE}).")
    private int checkpointSeconds = 10;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "URI",
            defaultValue = "${env:EARSHOT_JOBS_CHECKPOINT_DIR}",
            description = "Where checkpoints are kept, such as s3://bucket/earshot; the cluster's default without.")
    private @Nullable String checkpointDirectory;

    @Option(
            names = "--state",
            paramLabel = "BACKEND",
            defaultValue = "${env:EARSHOT_JOBS_STATE:-hashmap}",
            description = "hashmap for state in memory, rocksdb for state on disk (${DEFAULT-VALUE}).")
    private String state = "";

    @Option(
            names = "--bounded",
            defaultValue = "${env:EARSHOT_JOBS_BOUNDED:-false}",
            description = "End at what the topics hold at the start, and end every open call there.")
    private boolean bounded;

    @Option(
            names = "--out-of-order-seconds",
            paramLabel = "S",
            defaultValue = "${env:EARSHOT_JOBS_OUT_OF_ORDER_SECONDS}",
            description = "How far events may come out of order, s.")
    private @Nullable Integer outOfOrderSeconds;

    @Option(
            names = "--idle-seconds",
            paramLabel = "S",
            defaultValue = "${env:EARSHOT_JOBS_IDLE_SECONDS:-10}",
            description = "How long a partition may be silent before time goes on without it, s (${DEFAULT-VALUE}).")
    private int idleSeconds = 10;

    @Option(
            names = "--no-concealment",
            defaultValue = "${env:EARSHOT_JOBS_NO_CONCEALMENT:-false}",
            description = "Score G.711 for telephones that do not conceal lost packets.")
    private boolean noConcealment;

    @Option(
            names = "--assume-delay",
            paramLabel = "MS",
            defaultValue = "${env:EARSHOT_JOBS_ASSUME_DELAY}",
            description = "One-way network delay of streams without a round trip, ms; without it they get no MOS-CQ.")
    private @Nullable Double assumedDelayMs;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            CallJob.build(environment, settings());
        } catch (IllegalArgumentException | RuleException e) {
            if (spec == null) throw e;
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        environment.execute(CallJob.NAME);
        return 0;
    }

    JobSettings settings() {
        String password = System.getenv().getOrDefault("EARSHOT_JOBS_CLICKHOUSE_PASSWORD", "");
        Duration outOfOrderness =
                outOfOrderSeconds == null ? JobSettings.OUT_OF_ORDERNESS : Duration.ofSeconds(outOfOrderSeconds);
        return new JobSettings(
                kafka,
                new ClickHouse(clickHouse, clickHouseUser, password, clickHouseDatabase),
                rules,
                parallelism,
                new JobSettings.Checkpoints(Duration.ofSeconds(checkpointSeconds), checkpointDirectory, state),
                bounded,
                outOfOrderness,
                Duration.ofSeconds(idleSeconds),
                new ScoreSettings(!noConcealment, assumedDelayMs));
    }
}
