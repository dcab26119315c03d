// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberTokenCommandTest {
    @TempDir
    private Path folder;

    private Path key;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeKey() throws Exception {
        key = Files.writeString(folder.resolve("numbers.key"), "a key of 21 octets...\n");
    }

    private int run(String... arguments) {
        return Earshot.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** The letters are those of {@code openssl dgst -sha256 -hmac} over the last seven digits. */
    @Test
    void aNumberIsLookedForByItsToken() {
        assertThat(run("number-token", "--number-key-file", key.toString(), "+49301234567", "0301234567", "alice"))
                .isZero();
        assertThat(out).hasToString("+4930~sphfbptvvfrsbkrv\n030~sphfbptvvfrsbkrv\nalice\n");
    }

    @Test
    void ofACallIdOnlyTheNumberChanges() {
        assertThat(run("number-token", "--call-id", "--number-key-file", key.toString(), "49301234567-2@10.0.0.1"))
                .isZero();
        assertThat(out).hasToString("4930~sphfbptvvfrsbkrv-2@10.0.0.1\n");
    }

    @Test
    void withoutAGoodKeyItSaysSo() throws Exception {
        Path small = Files.writeString(folder.resolve("small.key"), "small");

        assertThat(run("number-token", "--number-key-file", small.toString(), "1234567"))
                .isEqualTo(2);
        assertThat(err).asString().contains("must have 16 to 1024 octets").doesNotContain("small\"");
        assertThat(run("number-token", "--number-key-file", folder + "/none", "1234567"))
                .isEqualTo(2);
        assertThat(err).asString().contains("cannot read the key for numbers");
    }
}
