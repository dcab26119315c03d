// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowBitsTest {
    @Test
    void countsFromTheOneToTheOtherThroughBothNumbers() {
        assertThat(WindowBits.count(0b1011, 0, 0, 3)).isEqualTo(3);
        assertThat(WindowBits.count(0b1011, 0, 1, 2)).isEqualTo(1);
        assertThat(WindowBits.count(-1, -1, 60, 70)).isEqualTo(11);
        assertThat(WindowBits.count(-1, -1, 0, 127)).isEqualTo(128);
        assertThat(WindowBits.count(-1, -1, -5, 500)).isEqualTo(128);
        assertThat(WindowBits.count(-1, -1, 3, 2)).isZero();
    }

    @Property
    void isTheSameAsOneByOne(
            @ForAll long recent,
            @ForAll long older,
            @ForAll @LongRange(min = -3, max = 130) long from,
            @ForAll @LongRange(min = -3, max = 130) long to) {
        int count = 0;
        for (long bit = Math.max(0, from); bit <= Math.min(127, to); bit++) {
            count += (int) ((bit < 64 ? recent >>> bit : older >>> (bit - 64)) & 1);
        }
        assertThat(WindowBits.count(recent, older, from, to)).isEqualTo(count);
    }
}
