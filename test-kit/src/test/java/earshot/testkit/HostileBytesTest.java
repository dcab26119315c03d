// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostileBytesTest {
    private static final byte[] SAMPLE = HexFormat.of().parseHex("03a1b2c3");

    @Test
    void aDecoderThatReadsBehindItsPacketIsCaught() {
        assertThatThrownBy(() -> HostileBytes.attack(SAMPLE, 1, (bytes, offset, length) -> bytes[offset + 3]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reads outside its packet");
    }

    @Test
    void aDecoderThatReadsBeforeItsPacketIsCaught() {
        assertThatThrownBy(() -> HostileBytes.attack(SAMPLE, 1, (bytes, offset, length) -> bytes[offset - 1]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reads outside its packet");
    }

    @Test
    void aDecoderThatBelievesALengthFieldIsCaught() {
        assertThatThrownBy(() -> HostileBytes.attack(SAMPLE, 1, (bytes, offset, length) -> {
                    int sum = 0;
                    for (int i = 0; length > 0 && i < (bytes[offset] & 0xFF); i++) sum += bytes[offset + 1 + i];
                    return sum;
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyTruncationAndEveryBitIsTried() {
        Set<String> seen = new HashSet<>();
        HostileBytes.attack(SAMPLE, 1, (bytes, offset, length) -> {
            seen.add(HexFormat.of().formatHex(bytes, offset, offset + length));
            return length;
        });

        assertThat(seen)
                .contains("", "03", "03a1", "03a1b2", "03a1b2c3", "02a1b2c3", "83a1b2c3", "03a1b2c2", "03a1b243");
    }
}
