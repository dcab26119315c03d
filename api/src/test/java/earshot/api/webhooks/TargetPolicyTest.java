// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.api.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    private static final TargetPolicy STRICT = new TargetPolicy(false);
    private static final TargetPolicy FOR_TESTS = new TargetPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "::1",
                "::ffff:127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::"
            })
    void neverReachesThisHostOrItsLink(String address) throws UnknownHostException {
        assertThat(STRICT.allows(address(address), false)).isFalse();
    }

    /** Receivers on site have private addresses: to refuse them would refuse most. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.1.1", "172.16.0.1", "203.0.113.7", "2001:db8::1", "fd00::1"})
    void reachesPrivateAndPublicReceivers(String address) throws UnknownHostException {
        assertThat(STRICT.allows(address(address), false)).isTrue();
    }

    @Test
    void theFlagOpensThisMachineOnlyAndPlainHttpToNothingElse() throws UnknownHostException {
        assertThat(FOR_TESTS.allows(address("127.0.0.1"), true)).isTrue();
        assertThat(FOR_TESTS.allows(address("10.1.2.3"), true)).isFalse();
        assertThat(FOR_TESTS.allows(address("169.254.169.254"), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://receiver.example/hook",
                "ftp://receiver.example/",
                "https://user:hunter2@receiver.example/",
                "https:///path",
                "file:///etc/passwd",
                "no url at all",
                "https://receiver.example/#x"
            })
    void refusesOtherUrls(String url) {
        assertThatThrownBy(() -> STRICT.check(url))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("webhook is")
                .message()
                .doesNotContain("hunter2");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    @Test
    void aNameIsCheckedByEveryAddressItHas() {
        assertThatThrownBy(() -> STRICT.resolve("localhost", false)).isInstanceOf(UnknownHostException.class);
    }
}
