// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbersAlignToTheRightAndNamesToTheLeft() {
        TextTable table = new TextTable(Column.left("CALL", 0), Column.right("MOS"));
        table.add(Cell.of("a"), Cell.of("4.41"));
        table.add(Cell.of("longer"), Cell.of("-"));

        assertThat(table.render(Terminal.PLAIN)).isEqualTo("""
                CALL     MOS
                a       4.41
                longer     -
                """);
    }

    /** A User-Agent or Call-ID may hold escape sequences: they must not reach the terminal. */
    @Test
    void textFromTheWireCannotSteerTheTerminal() {
        assertThat(TextTable.harmless("a\u001b[2Jb\u202ec\r\n")).isEqualTo("a.[2Jb.c..");
    }

    @Test
    void colourNeedsATerminalAndNoColorTurnsItOff() {
        assertThat(Terminal.of(80, Map.of()).paint(Terminal.Colour.POOR, "1.2")).isEqualTo("\u001b[31m1.2\u001b[0m");
        assertThat(Terminal.of(80, Map.of("NO_COLOR", "1")).paint(Terminal.Colour.POOR, "1.2"))
                .isEqualTo("1.2");
        assertThat(Terminal.of(0, Map.of()).paint(Terminal.Colour.POOR, "1.2")).isEqualTo("1.2");
    }
}
