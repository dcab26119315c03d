// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as typed: every command explains itself, and a mistake gets one sentence and a status. */
class CommandLineIT {
    private static final String CAPTURE = "sample-pcaps/12-busy.pcap";

    @ParameterizedTest
    @ValueSource(strings = {"demo", "analyze", "check-rules", "migrate", "probe", "jobs", "api"})
    void everyCommandHasHelp(String command) throws Exception {
        EarshotProcess.Result help = EarshotProcess.run(command, "--help");

        assertThat(help.exitStatus()).as(help.errors()).isZero();
        assertThat(help.output()).contains("Usage").contains("--help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "analyze /no/such/file            | no such file: /no/such/file",
                "analyze standalone               | not a file but a directory",
                "check-rules README.md            | README.md",
                "migrate --clickhouse nonsense    | ClickHouse address nonsense is none of",
                "demo --speed 0                   | --speed",
                "demo --captures standalone       | no .pcap or .pcapng file in",
                "demo --port 0 --data README.md   | name one that can be written with --data",
                "demo --once --kafka 127.0.0.1:1 --clickhouse http://127.0.0.1:1 | ClickHouse does not answer"
            })
    void aMistakeGetsOneSentence(String arguments, String sentence) throws Exception {
        EarshotProcess.Result result = EarshotProcess.run(arguments.split(" +"));

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.errors()).contains(sentence);
        assertThat(result.errors().lines().filter(line -> line.startsWith("earshot: ")))
                .as(result.errors())
                .hasSize(1);
        assertThat(result.errors()).doesNotContain("\tat ");
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EarshotProcess.Result result = EarshotProcess.run("demo", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(result.exitStatus()).isEqualTo(1);
            assertThat(result.errors()).contains("another program has the port");
            assertThat(result.output()).doesNotContain("Starting Earshot");
        }
    }

    /** Containers are configured by their environment. */
    @Test
    void theEnvironmentSpeaksWhereNoOptionDoes() throws Exception {
        ProcessBuilder command = EarshotProcess.command("api");
        command.environment().put("EARSHOT_API_PORT", "70000");

        EarshotProcess.Result result = EarshotProcess.run(command);

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.errors()).contains("port is \"70000\", allowed: 0 to 65535");
    }

    @Test
    void anUnknownCallIdSaysHowToFindTheRightOne() throws Exception {
        EarshotProcess.Result result = EarshotProcess.run("analyze", "--ladder", "nope", "sample-pcaps/12-busy.pcap");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.errors()).contains("no message with Call-ID nope");
    }

    @Test
    void aPipeGetsPlainText() throws Exception {
        EarshotProcess.Result result = EarshotProcess.run("analyze", "sample-pcaps/12-busy.pcap");

        assertThat(result.exitStatus()).isZero();
        assertThat(result.output()).contains("busy").doesNotContain("\u001b");
    }

    @Test
    void aCaptureMayComeByAPipe() throws Exception {
        String fromFile = EarshotProcess.run("analyze", CAPTURE).output();

        assertThat(piped("cat " + CAPTURE, "analyze", "-").output()).isEqualTo(fromFile);
        assertThat(piped("gzip -c " + CAPTURE, "analyze", "-").output()).isEqualTo(fromFile);
        assertThat(piped("cat " + CAPTURE, "analyze", "--json", "-").output()).contains("\"state\" : \"busy\"");
        assertThat(piped("cat " + CAPTURE, "analyze", "-", "sample-pcaps/13-cancel.pcap")
                        .output())
                .contains("Calls (2)", "busy", "cancelled");
    }

    @Test
    void anEmptyPipeIsNoCapture() throws Exception {
        EarshotProcess.Result result = piped("true", "analyze", "-");

        assertThat(result.output()).contains("0 packets");
        assertThat(result.errors()).contains("standard input: not a pcap or pcapng file at byte 0 (empty)");
    }

    /** What a shell writes into a pipe, read by the program. */
    private static EarshotProcess.Result piped(String writer, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", writer + " | exec \"$@\"", "sh"));
        command.addAll(EarshotProcess.command(arguments).command());
        return EarshotProcess.run(EarshotProcess.command(arguments).command(command));
    }
}
