// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpRedactorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0|2^20|1:4",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:eA==|2^20;inline:c2VjcmV0|2^20",
                "A=CRYPTO:1 F8_128_HMAC_SHA1_80 INLINE:c2VjcmV0",
                " a=crypto:1 X inline:c2VjcmV0",
                "k=base64:c2VjcmV0",
                "k=clear:c2VjcmV0",
                "K \t= base64:c2VjcmV0",
                "a=key-mgmt:mikey c2VjcmV0",
                "a=ice-pwd:c2VjcmV0",
                "a=ice-pwd : c2VjcmV0",
                "a=3ge2ae:requested inline:c2VjcmV0",
            })
    void secretsAreMasked(String line) {
        assertThat(redact(line)).contains("***").doesNotContain("c2VjcmV0");
    }

    @Test
    void theSuiteAndTheRestStay() {
        String text = String.join(
                "\r\n",
                "v=0",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x",
                "a=ice-ufrag:8hhY",
                "a=fingerprint:sha-1 AA",
                "");

        assertThat(redact(text)).isEqualTo(text.replace("inline:x", "inline:***"));
    }

    @Test
    void everyLineEndsWithCrLfAndNoneIsEmpty() {
        assertThat(redact("v=0\ns=-\r\r\nt=0 0")).isEqualTo("v=0\r\ns=-\r\nt=0 0\r\n");
    }

    private static String redact(String text) {
        byte[] bytes = ("??" + text + "?").getBytes(StandardCharsets.US_ASCII);
        return SdpRedactor.redact(bytes, 2, bytes.length - 3);
    }
}
