// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTypesTest { // RFC 3551 §6
    @Test
    void g722KeepsTheClockOfRfc1890() {
        assertThat(PayloadTypes.name(9)).isEqualTo("G722");
        assertThat(PayloadTypes.clockRateHz(9)).isEqualTo(8000);
    }

    @Test
    void stereoL16HasTwoChannels() {
        assertThat(PayloadTypes.name(10)).isEqualTo("L16");
        assertThat(PayloadTypes.channels(10)).isEqualTo(2);
        assertThat(PayloadTypes.channels(11)).isEqualTo(1);
    }

    @Test
    void dynamicAndReservedTypesHaveNoStaticMeaning() {
        assertThat(PayloadTypes.name(96)).isEmpty();
        assertThat(PayloadTypes.isStatic(2)).isFalse();
        assertThat(PayloadTypes.clockRateHz(-1)).isZero();
    }

    @Test
    void whatClashesWithRtcpIsImplausible() {
        assertThat(PayloadTypes.isPlausible(72)).isFalse();
        assertThat(PayloadTypes.isPlausible(0)).isTrue();
        assertThat(PayloadTypes.isPlausible(127)).isTrue();
    }
}
