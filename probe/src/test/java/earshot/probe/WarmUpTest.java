// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    /** As many as {@code analyze} finds in the capture, and none of them a fault: else half of the code would stay cold. */
    @Test
    void aWholeCallIsDecodedBeforeThePacketsThatCount() {
        assertThat(WarmUp.run()).isEqualTo(new PacketTotals(2_760, 2_735, 25, 0, 0));
    }
}
