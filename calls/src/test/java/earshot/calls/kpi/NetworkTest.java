// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ranges as people write them. */
class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.32/29, 192.0.2.39, true",
        "192.0.2.32/29, 192.0.2.40, false",
        "192.0.2.7, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::ffff:192.0.2.1, ::ffff:c000:201, true",
        "2001:DB8::A, 2001:db8::a, true",
    })
    void anAddressIsInARangeOrNot(String range, String address, boolean isIn) {
        Network network = Objects.requireNonNull(Network.parse(range));

        assertThat(network.contains(Objects.requireNonNull(Network.octets(address))))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip.example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1/33",
                "192.0.2.1/",
                "1.2.3.4.5",
                "-1.2.3.4",
                "2001:db8",
                "1::2::3",
                ":::",
                "2001:db8::/129",
                "12345::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "\u0661.2.3.4",
                "fe80::1%eth0"
            })
    void whatIsNoAddressIsNoRange(String text) {
        assertThat(Network.parse(text)).isNull();
    }
}
