// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CallJobCommandTest {
    @Test
    void everythingHasADefault() {
        JobSettings settings = parse();

        assertThat(settings.kafka()).isEqualTo("localhost:9092");
        assertThat(settings.clickHouse().database()).isEqualTo("earshot");
        assertThat(settings.checkpoints().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.outOfOrderness()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.rules()).isNull();
        assertThat(settings.bounded()).isFalse();
    }

    @Test
    void optionsWin() {
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
    void aBadValueIsOneLineThatNamesItAndWhatIsAllowed() {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new CallJobCommand()).setErr(new PrintWriter(errors, true));

        int exitCode = command.execute("--state=paper");

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).startsWith("stateBackend is paper, allowed: hashmap or rocksdb");
    }

    private static JobSettings parse(String... arguments) {
        CallJobCommand command = new CallJobCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.settings();
    }
}
