// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.kpi.KpiSettings;
import earshot.calls.kpi.TrunkFile;
import earshot.calls.link.LinkSettings;
import earshot.calls.pattern.PatternFile;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.RuleException;
import earshot.quality.ScoreSettings;
import earshot.storage.ClickHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of {@link CallJob}. Each option is also an environment variable and a key of a file; the option wins, then
 * the environment, then the file.
 */
@Command(
        name = "earshot-jobs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Turns what probes saw into calls, streams, transactions and alerts.",
        footer =
                "Every option can be given as an environment variable (--kafka as EARSHOT_JOBS_KAFKA), and in the file of"
                        + " --config (a line kafka = host:9092, or bounded = true). The command line wins, then the environment.")
final class CallJobCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(CallJobCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File of settings, one per line: the name of an option, =, its value. # begins a comment.")
    @SuppressWarnings("UnusedVariable") // Defaults reads the file, before any option has its value
    private @Nullable Path config;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,...",
            defaultValue = "localhost:9092",
            description = "Kafka's bootstrap servers (${DEFAULT-VALUE}).")
    private String kafka = "";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "http://localhost:8123",
            description = "ClickHouse's HTTP address (${DEFAULT-VALUE}).")
    private String clickHouse = "";

    @Option(
            names = "--clickhouse-user",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Its user (${DEFAULT-VALUE}). The password comes from EARSHOT_JOBS_CLICKHOUSE_PASSWORD only,"
                    + " since arguments can be seen by everybody on the machine.")
    private String clickHouseUser = "";

    @Option(
            names = "--clickhouse-database",
            paramLabel = "NAME",
            defaultValue = ClickHouse.DATABASE,
            description = "Its database (${DEFAULT-VALUE}).")
    private String clickHouseDatabase = "";

    @Option(names = "--rules", paramLabel = "DIR", description = "Folder of alert rules; none without.")
    private @Nullable Path rules;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "From when on floods, scans, fraud, silence and incidents are told; defaults without"
                    + " (docs/patterns.md).")
    private @Nullable Path patterns;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Subtasks per operator (${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "Time between two checkpoints, s (${DEFAULT-VALUE}).")
    private int checkpointSeconds = 60;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "URI",
            description = "Where checkpoints are kept, such as s3://bucket/earshot; the cluster's default without.")
    private @Nullable String checkpointDirectory;

    @Option(
            names = "--resume",
            defaultValue = "false",
            description =
                    "Go on from the newest checkpoint in --checkpoint-dir, if there is one, for a job that runs here;"
                            + " without it the topics are read from their beginning.")
    private boolean resume;

    @Option(
            names = "--state",
            paramLabel = "BACKEND",
            defaultValue = "hashmap",
            description = "hashmap for state in memory, rocksdb for state on disk (${DEFAULT-VALUE}).")
    private String state = "";

    @Option(
            names = "--bounded",
            defaultValue = "false",
            description = "End at what the topics hold at the start, and end every open call there.")
    private boolean bounded;

    @Option(
            names = "--out-of-order-seconds",
            paramLabel = "S",
            description = "How far events may come out of order, s.")
    private @Nullable Integer outOfOrderSeconds;

    @Option(
            names = "--idle-seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long a partition may be silent before time goes on without it, s (${DEFAULT-VALUE}).")
    private int idleSeconds = 10;

    @Option(
            names = "--no-concealment",
            defaultValue = "false",
            description = "Score G.711 for telephones that do not conceal lost packets.")
    private boolean noConcealment;

    @Option(
            names = "--assume-delay",
            paramLabel = "MS",
            description = "One-way network delay of streams without a round trip, ms; without it they get no MOS-CQ.")
    private @Nullable Double assumedDelayMs;

    @Option(
            names = "--trunks",
            paramLabel = "FILE",
            description = "Named groups of addresses with key figures of their own; none without (docs/kpis.md).")
    private @Nullable Path trunks;

    @Option(
            names = "--peers-max",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Addresses with key figures of their own in one minute; the others are counted together"
                    + " (${DEFAULT-VALUE}).")
    private int peersMax = KpiSettings.PEERS_DEFAULT;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Port on which Prometheus finds the metrics of a job that runs here; 0 turns it off. A cluster has"
                            + " reporters of its own.")
    private int metricsPort;

    @Option(
            names = "--link-headers",
            paramLabel = "NAME,...",
            split = ",",
            description = "Headers, besides the usual ones, by which your equipment names a call on both of its sides."
                    + " The probes must publish them, too: sip.headers.")
    private List<String> linkHeaders = List.of();

    @Option(
            names = "--link-digits",
            paramLabel = "N",
            defaultValue = "8",
            description = "Numbers are equal when their last N digits are (${DEFAULT-VALUE}).")
    private int linkDigits = LinkSettings.DEFAULT.numberDigits();

    @Option(
            names = "--link-window",
            paramLabel = "S",
            defaultValue = "10",
            description = "Two calls with equal numbers through one host are linked when the second starts within S"
                    + " seconds (${DEFAULT-VALUE}).")
    private int linkWindowSeconds = 10;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command line, ready for its arguments. */
    static CommandLine commandLine(String... arguments) {
        CommandLine command = new CommandLine(new CallJobCommand());
        command.setDefaultValueProvider(new Defaults(System.getenv(), arguments));
        CommandLine.ITypeConverter<Integer> wholeNumber = CallJobCommand::wholeNumber;
        command.registerConverter(int.class, wholeNumber);
        command.registerConverter(Integer.class, wholeNumber);
        command.setParameterExceptionHandler((failure, given) -> {
            // One line: the whole help would hide it.
            failure.getCommandLine().getErr().println("earshot jobs: " + failure.getMessage() + "; see --help");
            return CommandLine.ExitCode.USAGE;
        });
        return command;
    }

    private static Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no whole number");
        }
    }

    @Override
    public Integer call() throws Exception {
        Configuration here = new Configuration();
        if (metricsPort != 0) {
            here.setString("metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName());
            here.setString("metrics.reporter.prometheus.port", Integer.toString(metricsPort));
        }
        if (resume) goOn(here);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(here);
        try {
            CallJob.build(environment, settings());
        } catch (IllegalArgumentException | RuleException e) {
            throw new ParameterException(command(), String.valueOf(e.getMessage()), e);
        }
        LOG.info("reads from Kafka at {} and writes to the database {} of ClickHouse", kafka, clickHouseDatabase);
        environment.execute(CallJob.NAME);
        return 0;
    }

    private void goOn(Configuration here) throws IOException {
        if (checkpointDirectory == null) {
            throw new ParameterException(command(), "resume needs checkpoint-dir, where the checkpoints are");
        }
        try {
            Optional<String> newest = LatestCheckpoint.in(checkpointDirectory);
            LOG.info("goes on from {}", newest.orElse("the beginning of the topics, as there is no checkpoint yet"));
            newest.ifPresent(checkpoint -> {
                here.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
                here.set(
                        StateRecoveryOptions.RESTORE_MODE,
                        RecoveryClaimMode.CLAIM); // and delete it when it is outdated
                here.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
            });
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command(), String.valueOf(e.getMessage()), e);
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    JobSettings settings() throws RuleException {
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
                judgement());
    }

    private JobSettings.Judgement judgement() throws RuleException {
        return new JobSettings.Judgement(
                new ScoreSettings(!noConcealment, assumedDelayMs),
                new KpiSettings(trunks == null ? List.of() : TrunkFile.read(trunks), peersMax),
                LinkSettings.DEFAULT.with(linkHeaders, linkDigits, linkWindowSeconds),
                patterns == null ? PatternSettings.DEFAULT : PatternFile.read(patterns));
    }
}
