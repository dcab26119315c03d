// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void statementsEndAtSemicolons() {
        assertThat(SqlScript.statements("SELECT 1;\nSELECT 2 ;\n\nSELECT 3"))
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void aSemicolonInQuotesEndsNothing() {
        assertThat(SqlScript.statements("SELECT ';', \"a;b\", `c;d`; SELECT 2"))
                .containsExactly("SELECT ';', \"a;b\", `c;d`", "SELECT 2");
    }

    @Test
    void quotesAreEscapedByDoublingAndByBackslash() {
        assertThat(SqlScript.statements("SELECT 'it''s;', 'it\\'s;', '\\\\'; SELECT 2"))
                .containsExactly("SELECT 'it''s;', 'it\\'s;', '\\\\'", "SELECT 2");
    }

    @Test
    void commentsAreDroppedAndTheirQuotesDoNotCount() {
        assertThat(SqlScript.statements("-- don't; stop\nSELECT 1 /* it's; here */ + 2; -- end"))
                .containsExactly("SELECT 1   + 2");
    }

    @Test
    void commentMarksInQuotesAreText() {
        assertThat(SqlScript.statements("SELECT '--x', '/*y*/';")).containsExactly("SELECT '--x', '/*y*/'");
    }

    @Test
    void anEmptyScriptHasNoStatements() {
        assertThat(SqlScript.statements(" \n-- nothing\n;;\n")).isEmpty();
    }

    @Test
    void whatIsNeverClosedReachesToTheEnd() {
        assertThat(SqlScript.statements("SELECT 'open; SELECT 2")).containsExactly("SELECT 'open; SELECT 2");
        assertThat(SqlScript.statements("SELECT 1 /* open; SELECT 2")).containsExactly("SELECT 1");
    }
}
