// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTextTest {
    private static final int OFFSET = 3;

    @Test
    void aLineIsReadAsUtf8OnOneLine() {
        assertThat(read("call to Müller\tgoes 📞 \r\n out\n"))
                .isEqualTo(new LogText("call to Müller goes 📞   out", false));
    }

    /** Escape sequences, letters that run backwards and what is no UTF-8 reach no terminal and no page. */
    @Test
    void controlCharactersAndBrokenOctetsAreReplaced() {
        byte[] octets = new Octets()
                .hex("61 1b 5b 32 4a 00 7f c2 85 e2 80 ae e2 80 a8 c3 28 ff 7a")
                .bytes();

        assertThat(read(octets).text()).isEqualTo("a\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD(\uFFFDz");
    }

    /** Markup is text like any other: whoever shows it has to know that. */
    @Test
    void markupStays() {
        assertThat(read("<script>alert(1)</script>").text()).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void aLongLineIsCutAndSaysSoButNeverWithinACharacter() {
        assertThat(read("x".repeat(4_096))).isEqualTo(new LogText("x".repeat(4_096), false));
        assertThat(read("x".repeat(65_000))).isEqualTo(new LogText("x".repeat(4_096), true));
        assertThat(read("x".repeat(4_095) + "📞")).isEqualTo(new LogText("x".repeat(4_095), true));
    }

    /** A password is one by the at sign behind it, which may lie behind the cut. */
    @Test
    void secretsAreFoundBeforeTheCut() {
        String line = "x".repeat(4_080) + " sip:bob:" + "s3cret".repeat(20) + "@example.com";

        assertThat(read(line).text()).hasSize(4_096).endsWith(" sip:bob:***@exa");
    }

    @Test
    void whatHoldsNothingSaysSo() {
        assertThat(read(" \r\n\t").text()).isEmpty();
        assertThat(read("").text()).isEmpty();
    }

    private static LogText read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Between octets that must not be read. */
    private static LogText read(byte[] line) {
        byte[] around = new Octets().hex("404040").raw(line).hex("404040").bytes();
        return LogText.of(around, OFFSET, line.length);
    }
}
