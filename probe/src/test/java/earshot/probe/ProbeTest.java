// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person sees who starts the probe by mistake or for the first time. */
class ProbeTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheWaysIn() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--interface", "--read", "--kafka", "EARSHOT_PROBE_KAFKA_BOOTSTRAP");
        assertThat(out.toString().lines())
                .containsSubsequence(
                        "From interfaces (needs CAP_NET_RAW; filters need libpcap):",
                        "From files:",
                        "From capture agents, beside a capture or alone:",
                        "Events:",
                        "Settings and metrics:");
    }

    @Test
    void aMissingFileIsOneSentence() {
        assertThat(run("--read", "no/such.pcap", "--kafka", "127.0.0.1:9")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("earshot probe: no such file: no/such.pcap");
    }

    @Test
    void anUnknownKeyInTheFileIsNamedWithThoseKnown() throws Exception {
        Path config = Files.writeString(directory.resolve("probe.properties"), "kafka.bootstap=host:1\n");

        assertThat(run("--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("unknown setting kafka.bootstap").contains("kafka.bootstrap");
    }

    @Test
    void optionsWinOverTheFile() throws Exception {
        Path config = Files.writeString(directory.resolve("probe.properties"), "read=other.pcap\nstreams.max=5\n");

        assertThat(run("--config", config.toString(), "--read", "mine.pcap")).isEqualTo(2);
        assertThat(err.toString()).contains("mine.pcap").doesNotContain("other.pcap");
    }

    private int run(String... arguments) {
        return new CommandLine(new Probe())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
