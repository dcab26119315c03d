// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.Frames;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({ // RFC 5952 §4
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "2001:db8:1:1:1:1:0:0, 2001:db8:1:1:1:1::",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "[2001:db8::1], 2001:db8::1",
        "fe80::1%eth0, fe80::1",
    })
    void addressesHaveOneSpelling(String written, String canonical) {
        byte[] octets = Objects.requireNonNull(IpAddress.parse(written));

        assertThat(IpAddress.text(octets, 0, octets.length)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.",
                "1..2.3",
                "a.b.c.d",
                "phone.example.com",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::g",
                "1:2:3:4:5:6:7:8::",
                "::1.2.3",
                "0001.2.3.4"
            })
    void whatIsNoAddressIsNull(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void endpointsPutIpv6InBrackets() {
        byte[] ipv6 = Frames.address("2001:db8::1");

        assertThat(IpAddress.endpoint(ipv6, 0, 16, 5060)).isEqualTo("[2001:db8::1]:5060");
        assertThat(IpAddress.endpoint(new byte[] {127, 0, 0, 1}, 0, 4, 5060)).isEqualTo("127.0.0.1:5060");
    }
}
