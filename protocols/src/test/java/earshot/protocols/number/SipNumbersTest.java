// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in the forms that RFC 3261, RFC 3966 and equipment write them in. */
class SipNumbersTest {
    private static final String T1234567 = token("1234567");

    private static final String T5550123 = token("5550123");
    private static final String T1001 = token("1001");

    private final SipNumbers numbers = new SipNumbers(tokens("a key of 21 octets..."));

    private static NumberTokens tokens(String key) {
        return new NumberTokens(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String digits) {
        return tokens("a key of 21 octets...").of(digits);
    }

    /** {@code printf 'earshot number 1234567' | openssl dgst -sha256 -hmac 'a key of 21 octets...'}, a letter a digit. */
    @Test
    void theTokenIsTheKeyedHashOfTheHiddenDigits() {
        assertThat(T1234567).isEqualTo("~sphfbptvvfrsbkrv");
        assertThat(T1001).matches("~[bcdfghjkmnpqrstv]{16}");
        assertThat(tokens("another key of 29 octets.....").of("1234567")).isNotEqualTo(T1234567);
        assertThat(tokens("a key of 21 octets...").toString()).doesNotContain("octets");
        assertThatThrownBy(() -> tokens("fifteen octets.")).hasMessage("a key of fewer than 16 octets");
    }

    @ParameterizedTest
    @CsvSource({
        "+49301234567, +4930~",
        "0049301234567, 004930~",
        "0301234567, 030~",
        "+49-30-123-4567, +4930~",
        "(030) 123.4567, 030~",
        "%2B49301234567, +4930~",
        "1234567, ~",
        "did49301234567, did4930~"
    })
    void oneNumberEndsAlikeHoweverItIsWritten(String user, String told) {
        assertThat(numbers.user(user)).isEqualTo(told.replace("~", T1234567));
    }

    @ParameterizedTest
    @CsvSource({"110", "911", "alice", "bob2024", "anonymous", "*67", "sip-trunk-12"})
    void servicesAndNamesStayAsTheyAre(String user) {
        assertThat(numbers.user(user)).isEqualTo(user);
    }

    @Test
    void extensionsAndParametersOfANumberAreHiddenToo() {
        assertThat(numbers.address("tel:+49301234567;ext=1001;phone-context=+1"))
                .isEqualTo("tel:+4930" + T1234567 + ";ext=" + T1001 + ";phone-context=+1");
        assertThat(numbers.address("sip:1001:***@192.0.2.1:5060;user=phone"))
                .isEqualTo("sip:" + T1001 + ":***@192.0.2.1:5060;user=phone");
    }

    @Test
    void displayNamesAndHeadersOfAnyNameLoseTheirNumbers() {
        numbers.start("49301234567", "1001");

        assertThat(numbers.header("from", "\"49 30 1234567\" <sip:49301234567@example.com>;tag=1c1234567"))
                .isEqualTo("\"4930" + T1234567 + "\" <sip:4930" + T1234567 + "@example.com>;tag=1c" + T1234567);
        assertThat(numbers.header("to", "Desk 1001 <sip:1001@example.com>"))
                .isEqualTo("Desk " + T1001 + " <sip:" + T1001 + "@example.com>");
        assertThat(numbers.header("x-anything", "caller=15555550123, at 192.0.2.10:5060"))
                .isEqualTo("caller=1555" + T5550123 + ", at 192.0.2.10:5060");
        assertThat(numbers.header("subject", "call me: 030/123 45 67")).isEqualTo("call me: 030" + T1234567);
        assertThat(numbers.header("diversion", "<tel:+15555550123>;reason=unconditional"))
                .isEqualTo("<tel:+1555" + T5550123 + ">;reason=unconditional");
        assertThat(numbers.header("refer-to", "<sip:1001@h?Replaces=15555550123%40h%3Bto-tag%3D7>"))
                .isEqualTo("<sip:" + T1001 + "@h?Replaces=1555" + T5550123 + "%40h%3Bto-tag%3D7>");
    }

    @Test
    void digitsThatAreNoNumbersStay() {
        numbers.start("49301234567", "1001");

        assertThat(numbers.header("cseq", "1234567 INVITE")).isEqualTo("1234567 INVITE");
        assertThat(numbers.header("date", "Sat, 13 Nov 2010 23:29:00 GMT")).isEqualTo("Sat, 13 Nov 2010 23:29:00 GMT");
        assertThat(numbers.header("via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK99887766"))
                .isEqualTo("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK99887766");
        assertThat(numbers.header("authorization", "Digest username=\"1001\", nc=00000001, uri=\"sip:1001@h\""))
                .isEqualTo("Digest username=\"" + T1001 + "\", nc=00000001, uri=\"sip:" + T1001 + "@h\"");
        assertThat(numbers.header("identity", "***;syntax=full;orig=15555550123;iat=1700000000"))
                .isEqualTo("***;syntax=full;orig=1555" + T5550123 + ";iat=1700000000");
        assertThat(numbers.identifier("a84b4c76-7654321f-9876543a@192.0.2.1"))
                .isEqualTo("a84b4c76-7654321f-9876543a@192.0.2.1");
    }

    @Test
    void aCallIdThatHoldsANumberIsTheSameTokenWithOrWithoutItsMessage() {
        String alone = numbers.identifier("49301234567-8@pbx");
        numbers.start("49301234567", "1001");

        assertThat(numbers.identifier("49301234567-8@pbx")).isEqualTo(alone).isEqualTo("4930" + T1234567 + "-8@pbx");
    }

    @Test
    void theWholeTextOfAMessage() {
        numbers.start("49301234567", "1001");
        String raw = """
                INVITE sip:1001@192.0.2.2 SIP/2.0\r
                From: <sip:49301234567@192.0.2.1>;tag=1\r
                \r
                v=0\r
                o=49301234567 20518 0 IN IP4 192.0.2.1\r
                s=Call of 1001 by 49301234567\r
                t=3890123456 3890127056\r
                a=ssrc:1734567890 cname:49301234567@pbx\r
                """;
        numbers.learn(raw);

        assertThat(numbers.message(raw)).isEqualTo("""
                INVITE sip:%2$s@192.0.2.2 SIP/2.0\r
                From: <sip:4930%1$s@192.0.2.1>;tag=1\r
                \r
                v=0\r
                o=4930%1$s 20518 0 IN IP4 192.0.2.1\r
                s=Call of 1001 by 4930%1$s\r
                t=3890123456 3890127056\r
                a=ssrc:1734567890 cname:4930%1$s@pbx\r
                """.formatted(T1234567, T1001));
    }
}
