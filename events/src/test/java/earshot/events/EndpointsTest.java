// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointsTest {
    @Test
    void theColonsOfAnAddressStandInBrackets() {
        assertThat(Endpoints.of("192.0.2.1", 5060)).isEqualTo("192.0.2.1:5060");
        assertThat(Endpoints.of("2001:db8::2", 5060)).isEqualTo("[2001:db8::2]:5060");
    }

    @Test
    void theAddressIsWhatThePortWasAddedTo() {
        assertThat(Endpoints.address("192.0.2.1:5060")).isEqualTo("192.0.2.1");
        assertThat(Endpoints.address("[2001:db8::2]:5060")).isEqualTo("2001:db8::2");
        assertThat(Endpoints.address("")).isEmpty();
    }

    @Test
    void theUnspecifiedAddressIsNoPlaceToSendTo() {
        assertThat(Endpoints.isUsable("192.0.2.1", 4000)).isTrue();
        assertThat(Endpoints.isUsable("0.0.0.0", 4000)).isFalse();
        assertThat(Endpoints.isUsable("::", 4000)).isFalse();
        assertThat(Endpoints.isUsable("192.0.2.1", 0)).isFalse();
    }
}
