// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.PcapWriter.Format;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapWriterTest {
    private static final long TIME = 1_000_000_000_123_456_789L;

    private static String written(Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(out, format, 1)) {
            writer.packet(TIME, new byte[] {1, 2, 3}, 60);
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void pcapInBothResolutions() {
        assertThat(written(Format.PCAP_MICROS))
                .isEqualTo("a1b2c3d4" + "00020004" + "0000000000000000" + "00040000" + "00000001" + "3b9aca00"
                        + "0001e240" + "00000003" + "0000003c" + "010203");
        assertThat(written(Format.PCAP_NANOS)).startsWith("a1b23c4d").contains("3b9aca00" + "075bcd15");
    }

    @Test
    void pcapngBlocksRepeatTheirLengthAndFillTheirWords() {
        assertThat(written(Format.PCAPNG))
                .startsWith("0a0d0d0a" + "0000001c" + "1a2b3c4d")
                .contains("00000001" + "00000020" + "0001" + "0000" + "00040000" + "0009" + "0001" + "09000000"
                        + "00000000" + "00000020")
                .endsWith("00000006" + "00000024" + "00000000" + HexFormat.of().toHexDigits(TIME) + "00000003"
                        + "0000003c" + "01020300" + "00000024");
    }
}
