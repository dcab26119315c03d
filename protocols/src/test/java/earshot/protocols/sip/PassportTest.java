// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassportTest {
    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String claims) {
        return encoded(
                        "{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\",\"x5u\":\"https://cert.example.org/p.cer\"}")
                + '.' + encoded(claims) + ".c2lnbmF0dXJl";
    }

    /** The claims of RFC 8588 §4. */
    @Test
    void whoVouchesForWhichNumbers() {
        String summary = Passport.summary(token("{\"attest\":\"A\",\"dest\":{\"tn\":[\"12155550131\",\"12155550132\"]},"
                        + "\"iat\":1443208345,\"orig\":{\"tn\":\"12155550121\"},"
                        + "\"origid\":\"123e4567-e89b-12d3-a456-426655440000\"}")
                + ";info=<https://cert.example.org/p.cer>;alg=ES256");

        assertThat(summary)
                .isEqualTo("***;syntax=full;attest=A;orig=12155550121;dest=12155550131;iat=1443208345"
                        + ";origid=123e4567-e89b-12d3-a456-426655440000;ppt=shaken");
    }

    @Test
    void aSummaryIsReadAsItIs() {
        String summary = Passport.summary(token("{\"attest\":\"B\",\"iat\":1}"));

        assertThat(Passport.summary(summary)).isEqualTo(summary);
        assertThat(Passport.attestation(summary)).isEqualTo("B");
        assertThat(Passport.attestation("***;attest=BB")).isEmpty();
    }

    /** RFC 8225 §7: without claims, which the receiver takes from the message. */
    @Test
    void theCompactForm() {
        assertThat(Passport.summary("eyJhbGciOiJFUzI1NiJ9..c2ln;info=<https://x>;ppt=\"shaken\""))
                .isEqualTo("***;syntax=compact;ppt=shaken");
    }

    @Test
    void aUriMayStandForANumber() {
        assertThat(Passport.summary(token("{ \"orig\" : { \"uri\" : \"sip:a@b.example\" } , \"attest\" : \"C\" }")))
                .isEqualTo("***;syntax=full;attest=C;orig=sip:a@b.example;ppt=shaken");
    }

    @Test
    void claimsCannotAddParametersOrLines() {
        assertThat(Passport.summary(token("{\"attest\":\"A;x\",\"iat\":\"A;x=1\\r\\nVia: \\u003cy\"}")))
                .isEqualTo("***;syntax=full;iat=Ax1Via:y;ppt=shaken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "....", "a.!!!.c", "a.AAAA.c", ";;;", "a.e30.c", "a.eyJh.c"})
    void whatIsNoTokenSaysSo(String value) {
        assertThat(Passport.summary(value)).startsWith("***;syntax=").doesNotContain("attest");
    }

    @Property(tries = 300)
    void anyJsonIsReadInOnePass(@ForAll String text) {
        assertThat(FlatJson.read("{\"a\":" + text).size()).isLessThanOrEqualTo(64);
        assertThat(Passport.summary(text)).startsWith("***");
    }

    @Test
    void depthIsBounded() {
        assertThat(FlatJson.read("{\"a\":".repeat(1000))).isEmpty();
        assertThat(FlatJson.read("{\"a\":{\"b\":{\"c\":1}},\"d\":[[2,3]],\"e\":\"\\u0041\\\"\"}"))
                .containsEntry("a.b.c", "1")
                .containsEntry("d", "2")
                .containsEntry("e", "A\"");
    }
}
