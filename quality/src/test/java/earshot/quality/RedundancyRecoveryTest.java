// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Packets of 20 ms at 8 kHz, each with the one before once more. */
class RedundancyRecoveryTest {
    private final RedundancyRecovery recovery = new RedundancyRecovery();

    private void packet(int number) {
        recovery.packet(160 * number, 1);
        recovery.block(160 * (number - 1));
    }

    private void packets(int... numbers) {
        for (int number : numbers) packet(number);
    }

    @Test
    void whatTheNextPacketBringsIsRecovered() {
        packets(10, 11, 13, 14);

        assertThat(recovery.packets()).isEqualTo(4);
        assertThat(recovery.recovered()).isEqualTo(1);
        assertThat(recovery.depthMax()).isEqualTo(1);
    }

    @Test
    void ofTwoLostInARowOneIsRecovered() {
        packets(10, 13, 14);

        assertThat(recovery.recovered()).isEqualTo(1);
    }

    @Test
    void whatCameLateWasNotLost() {
        packets(10, 12, 11, 13);

        assertThat(recovery.recovered()).isZero();
    }

    @Test
    void theBlockBeforeTheFirstPacketWasNotLostHere() {
        packets(10, 11);

        assertThat(recovery.recovered()).isZero();
    }

    @Test
    void aCopyOfAPacketRecoversNothing() {
        packets(10, 12, 12, 12);

        assertThat(recovery.recovered()).isEqualTo(1);
    }

    @Property(tries = 200)
    void neverMoreAreRecoveredThanThereAreBlocks(@ForAll @Size(max = 300) byte[] numbers) {
        RedundancyRecovery any = new RedundancyRecovery();
        for (byte number : numbers) {
            any.packet(160 * number, 1);
            any.block(160 * (number - 1));
        }

        assertThat(any.recovered()).isBetween(0L, (long) numbers.length);
    }
}
