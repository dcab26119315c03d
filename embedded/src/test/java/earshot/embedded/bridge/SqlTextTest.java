// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @Test
    void anInsertIsCutBeforeItsFormat() {
        byte[] text = bytes("/* who */ INSERT INTO t (a, b) SETTINGS async_insert = 0 FORMAT TSV\n1\t2\n");
        SqlText.InsertHead head = Objects.requireNonNull(SqlText.insertHead(text));
        assertThat(new String(head.sql(), StandardCharsets.UTF_8))
                .isEqualTo("INSERT INTO t (a, b) SETTINGS async_insert = 0 ");
        assertThat(head.format()).isEqualTo("TSV");
        assertThat(new String(text, head.dataOffset(), text.length - head.dataOffset(), StandardCharsets.UTF_8))
                .isEqualTo("1\t2\n");
    }

    @Test
    void binaryRowsMayLookLikeAnything() {
        byte[] text = bytes("INSERT INTO t FORMAT RowBinary\n\u00ff\u0000 FORMAT CSV\n");
        SqlText.InsertHead head = Objects.requireNonNull(SqlText.insertHead(text));
        assertThat(head.format()).isEqualTo("RowBinary");
        assertThat(head.dataOffset()).isEqualTo("INSERT INTO t FORMAT RowBinary\n".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('FORMAT CSV')",
                "INSERT INTO t SELECT 1 FORMAT Null",
                "INSERT INTO t FORMAT VALUES (1)",
                "SELECT 1 FORMAT CSV",
                "CREATE TABLE t (a UInt8) ENGINE = Memory"
            })
    void anythingElseIsLeftToTheEngine(String sql) {
        assertThat(SqlText.insertHead(bytes(sql))).isNull();
    }

    @Test
    void theFormatOfAStatementWinsOverTheRequests() {
        assertThat(SqlText.resultFormat("SELECT 1 FORMAT CSV ;", "Native")).isEqualTo("CSV");
        assertThat(SqlText.resultFormat("SELECT 'FORMAT CSV'", "Native")).isEqualTo("Native");
    }

    @Test
    void onlySelectsInFormatsWithoutFramesAreStreamed() {
        assertThat(SqlText.canStream("-- one\nSELECT 1", "RowBinaryWithNamesAndTypes"))
                .isTrue();
        assertThat(SqlText.canStream("WITH 1 AS x SELECT x", "Native")).isTrue();
        assertThat(SqlText.canStream("SELECT 1", "JSON")).isFalse();
        assertThat(SqlText.canStream("SHOW TABLES", "Native")).isFalse();
        assertThat(SqlText.canStream("WITH 1 AS x INSERT INTO t SELECT x", "Native"))
                .isFalse();
    }

    @Test
    void statementsThatOutliveTheirRequestAreKnown() {
        assertThat(SqlText.changesConnection("/* x */ set max_threads = 1")).isTrue();
        assertThat(SqlText.changesConnection("USE other")).isTrue();
        assertThat(SqlText.changesConnection("CREATE TEMPORARY TABLE t (a UInt8)"))
                .isTrue();
        assertThat(SqlText.changesConnection("SELECT 1 SETTINGS max_threads = 1"))
                .isFalse();
    }

    @Test
    void quotesCannotBeLeft() {
        assertThat(SqlText.literal("a'b\\")).isEqualTo("'a\\'b\\\\'");
        assertThat(SqlText.identifier("a`b")).isEqualTo("`a\\`b`");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
