// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketNumbersTest {
    @Test
    void numbersAndRangesAreReadAsWritten() {
        PacketNumbers numbers = PacketNumbers.parse("5,9-12, 40");

        assertThat(List.of(5L, 9L, 12L, 40L)).allMatch(numbers::contains);
        assertThat(List.of(1L, 6L, 8L, 13L, 41L)).noneMatch(numbers::contains);
        assertThat(numbers.last()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "x", "5-", "9-5", "1,,2", "1-1000000", "99999999999999999999"})
    void whatIsNoNumberIsSaid(String text) {
        assertThatThrownBy(() -> PacketNumbers.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotEmpty();
    }

    @Test
    void neighboursBecomeRangesAndTheRestIsCounted() {
        assertThat(PacketNumbers.text(List.of(1L, 2L, 3L, 4L, 5L, 9L, 12L, 13L), 3, 348))
                .isEqualTo("1-5, 9, 12-13 and 340 more");
        assertThat(PacketNumbers.text(List.of(1L, 3L, 5L, 7L), 2, 4)).isEqualTo("1, 3 and 2 more");
        assertThat(PacketNumbers.text(List.of(7L, 7L, 8L), 2, 3)).isEqualTo("7-8");
        assertThat(PacketNumbers.text(List.of(), 2, 3)).isEqualTo("-");
    }
}
