// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs the tests of the pages' own language with Node, which building Earshot needs anyway for npm. */
class JavaScriptTest {
    @Test
    void thePagesPureFunctionsPass() throws IOException, InterruptedException {
        Process node;
        try {
            node = new ProcessBuilder("node", "--test", "src/test/js")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("node is needed to test the pages: install Node.js 18 or later", e);
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(output).isZero();
        assertThat(output).doesNotContain("# pass 0");
    }
}
