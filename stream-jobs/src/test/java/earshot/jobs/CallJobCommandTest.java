// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.kpi.KpiSettings;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.RuleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CallJobCommandTest {
    @TempDir
    Path directory;

    @Test
    void everythingHasADefault() throws Exception {
        JobSettings settings = parse();

        assertThat(settings.kafka()).isEqualTo("localhost:9092");
        assertThat(settings.clickHouse().database()).isEqualTo("earshot");
        assertThat(settings.checkpoints().interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.outOfOrderness()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.rules()).isNull();
        assertThat(settings.bounded()).isFalse();
    }

    @Test
    void optionsWin() throws Exception {
        JobSettings settings = parse(
                "--kafka=k:1",
                "--clickhouse=http://c:2",
                "--parallelism=4",
                "--bounded",
                "--state=rocksdb",
                "--checkpoint-dir=file:///tmp/c",
                "--idle-seconds=2");

        assertThat(settings.kafka()).isEqualTo("k:1");
        assertThat(settings.clickHouse().url()).isEqualTo("http://c:2");
        assertThat(settings.parallelism()).isEqualTo(4);
        assertThat(settings.bounded()).isTrue();
        assertThat(settings.checkpoints().backend()).isEqualTo("rocksdb");
        assertThat(settings.checkpoints().directory()).isEqualTo("file:///tmp/c");
        assertThat(settings.idleness()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFileSaysWhatTheCommandLineLeavesOpen() throws Exception {
        Path file = file("# ours\nkafka = k:1, k:2\nparallelism=4\nbounded = true\nclickhouse-user=writer\n");

        JobSettings settings = parse("--config=" + file, "--parallelism=8");

        assertThat(settings.kafka()).isEqualTo("k:1, k:2");
        assertThat(settings.parallelism()).isEqualTo(8);
        assertThat(settings.bounded()).isTrue();
        assertThat(settings.clickHouse().user()).isEqualTo("writer");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Path file = file("kafka = of-the-file:1\nidle-seconds = 7\n");
        CallJobCommand command = new CallJobCommand();
        CommandLine line = new CommandLine(command);
        line.setDefaultValueProvider(new Defaults(
                Map.of("EARSHOT_JOBS_CONFIG", file.toString(), "EARSHOT_JOBS_KAFKA", "of-the-environment:1")));
        line.parseArgs();

        assertThat(command.settings().kafka()).isEqualTo("of-the-environment:1");
        assertThat(command.settings().idleness()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void limitsOfPatternsAreReadFromTheirFile() throws Exception {
        Path file = directory.resolve("patterns.yaml");
        Files.writeString(file, """
                apiVersion: earshot/v1
                kind: Patterns
                patterns:
                  shortCallSeconds: 5
                """);

        assertThat(parse("--patterns=" + file).judgement().patterns().shortCallSeconds())
                .isEqualTo(5);
        assertThat(parse().judgement().patterns()).isEqualTo(PatternSettings.DEFAULT);
    }

    @Test
    void trunksAreReadFromTheirFile() throws Exception {
        Path file = file("""
                apiVersion: earshot/v1
                kind: Trunks
                trunks:
                  - name: carrier
                    addresses: [192.0.2.0/24]
                """);

        KpiSettings kpis =
                parse("--trunks=" + file, "--peers-max=64").judgement().kpis();

        assertThat(kpis.trunksOf("192.0.2.7")).containsExactly("carrier");
        assertThat(kpis.trunksOf("192.0.3.7")).isEmpty();
        assertThat(kpis.peersMax()).isEqualTo(64);
    }

    @Test
    void aBadValueIsOneLineThatNamesItAndWhatIsAllowed() throws Exception {
        assertThat(refusal("--state=paper"))
                .isEqualTo("earshot jobs: state is \"paper\", allowed: hashmap or rocksdb; see --help");
        assertThat(refusal("--parallelism=many"))
                .contains("--parallelism")
                .contains("'many' is no whole number")
                .hasLineCount(1);
        assertThat(refusal("--config=" + file("paralelism = 2\n")))
                .contains("paralelism in ")
                .contains("is no setting, allowed: assume-delay, bounded, checkpoint-dir")
                .hasLineCount(1);
        assertThat(refusal("--config=/nowhere"))
                .contains("config is \"/nowhere\"")
                .hasLineCount(1);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("jobs.properties"), text, StandardCharsets.UTF_8);
    }

    private static String refusal(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine command = CallJobCommand.commandLine(arguments).setErr(new PrintWriter(errors, true));
        assertThat(command.execute(arguments)).isEqualTo(2);
        return errors.toString().strip();
    }

    private static JobSettings parse(String... arguments) throws RuleException {
        CommandLine line = CallJobCommand.commandLine(arguments);
        line.parseArgs(arguments);
        return ((CallJobCommand) line.getCommand()).settings();
    }
}
