// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BytesTest {
    private final byte[] bytes = HexFormat.of().parseHex("00" + "fffefdfc80000001");

    @Test
    void numbersAreBigEndianAndUnsigned() {
        assertThat(Bytes.u8(bytes, 1)).isEqualTo(0xFF);
        assertThat(Bytes.u16(bytes, 1)).isEqualTo(0xFFFE);
        assertThat(Bytes.u24(bytes, 1)).isEqualTo(0xFFFEFD);
        assertThat(Bytes.u32(bytes, 1)).isEqualTo(0xFFFEFDFCL);
        assertThat(Bytes.i64(bytes, 1)).isEqualTo(0xFFFEFDFC80000001L);
    }

    @Test
    void threeOctetsCanBeNegative() {
        assertThat(Bytes.s24(bytes, 1)).isEqualTo(-259);
        assertThat(Bytes.s24(bytes, 0)).isEqualTo(0xFFFE);
    }
}
