// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.AllocationMeter;
import earshot.testkit.HostileBytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipStartLineTest {
    private static boolean isPresent(String text) {
        byte[] bytes = ("SIP" + text + " SIP/2.0\r\n").getBytes(StandardCharsets.UTF_8);
        return SipStartLine.isPresent(bytes, 3, bytes.length - 13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:bob@example.com SIP/2.0\r\nVia: x",
                "INVITE sip:bob@example.com SIP/2.0",
                "\r\n\r\nOPTIONS sip:a SIP/2.0\n",
                "SIP/2.0 200 OK\r\n",
                "sip/2.0 200 OK\r\n",
                "SIP/7.0 200 OK\r\n",
                "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)@example.com SIP/2.0\r\n",
                "INVITE  <sip:user@example.com>\tSIP/2.0  \r\n",
                "REGISTER soap.beep://192.0.2.103:3002 SIP/2.0\r\n",
            })
    void sipIsRecognised(String text) {
        assertThat(isPresent(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "INVITE",
                "INVITE sip:bob@example.com",
                "SIP/2.0",
                "SIP/2.0 OK",
                "SIP/2.0 ",
                "GET / HTTP/1.1\r\n",
                "OPTIONS rtsp://a RTSP/1.0\r\n",
                "INVITE bob SIP/2.0\r\n",
                " INVITE sip:a SIP/2.0\r\n",
                "SIP/2.0 SIP/2.0\r\n",
                "\u0080\u0000 sip:a SIP/2.0\r\n"
            })
    void otherPayloadsAreNot(String text) {
        assertThat(isPresent(text)).isFalse();
    }

    @Test
    void aMethodWithoutEndIsNotFollowedFar() {
        assertThat(isPresent("A".repeat(65) + " sip:a SIP/2.0\r\n")).isFalse();
        assertThat(isPresent("A".repeat(64) + " sip:a SIP/2.0\r\n")).isTrue();
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] sample = "\r\nINVITE sip:b@c SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);

        HostileBytes.attack(sample, 12, SipStartLine::isPresent);
    }

    @Test
    void lookingAllocatesNothing() {
        byte[] sample = "INVITE sip:b@c SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(AllocationMeter.allocatedBytes(100_000, () -> SipStartLine.isPresent(sample, 0, sample.length)))
                .isLessThan(100_000);
    }
}
