// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The octets are those of ClickHouse's documentation of RowBinary; that the engine reads them so is tested with the engine. */
class BinaryValueTest {
    @Test
    void numbersAreLittleEndian() throws Exception {
        assertThat(hex("UInt8", 200)).isEqualTo("c8");
        assertThat(hex("UInt16", 513)).isEqualTo("0102");
        assertThat(hex("Int32", -2)).isEqualTo("feffffff");
        assertThat(hex("Int64", 1L << 40)).isEqualTo("000000000001" + "0000");
        assertThat(hex("Float64", 1.0)).isEqualTo("000000000000f03f");
        assertThat(hex("Bool", true)).isEqualTo("01");
    }

    @Test
    void textHasItsLengthInOctetsBeforeIt() throws Exception {
        assertThat(hex("String", "")).isEqualTo("00");
        assertThat(hex("LowCardinality(String)", "\u00fc")).isEqualTo("02c3bc");
        assertThat(hex("String", "x".repeat(300))).startsWith("ac02" + "7878").hasSize(2 * 302);
    }

    @Test
    void timesAreCountedFrom1970() throws Exception {
        assertThat(hex("DateTime64(6, 'UTC')", Instant.ofEpochSecond(1, 2_000))).isEqualTo("42420f0000000000");
        assertThat(hex("DateTime64(6, 'UTC')", Instant.ofEpochSecond(-1, 999_999_000)))
                .isEqualTo("ff".repeat(8));
        assertThat(hex("DateTime64(3)", Instant.ofEpochSecond(1))).isEqualTo("e803000000000000");
    }

    @Test
    void whatMayBeAbsentSaysSo() throws Exception {
        assertThat(hex("Nullable(UInt16)", null)).isEqualTo("01");
        assertThat(hex("LowCardinality(Nullable(String))", "a")).isEqualTo("000161");
    }

    @Test
    void listsAndMapsHaveTheirSizeBeforeThem() throws Exception {
        assertThat(hex("Array(UInt8)", List.of(1, 2, 3))).isEqualTo("03010203");
        assertThat(hex("Map(LowCardinality(String), UInt64)", Map.of("a", 1L)))
                .isEqualTo("010161" + "0100000000000000");
    }

    @Test
    void aValueThatWouldBecomeAnotherIsRefused() {
        assertThatThrownBy(() -> hex("UInt8", 256))
                .isInstanceOf(SQLDataException.class)
                .hasMessage("256 is not within 0 to 255");
        assertThatThrownBy(() -> hex("UInt64", -1L)).isInstanceOf(SQLDataException.class);
        assertThatThrownBy(() -> hex("String", null)).isInstanceOf(SQLDataException.class);
    }

    @Test
    void aTypeThatNoTableOfOursHasIsRefusedAtOnce() {
        assertThatThrownBy(() -> BinaryValue.of("Decimal(9, 2)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Decimal(9, 2)");
    }

    private static String hex(String type, @Nullable Object value) throws SQLException, IOException {
        BinaryBuffer buffer = new BinaryBuffer();
        BinaryValue.of(type).write(value, buffer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        buffer.copyTo(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
