// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import earshot.api.ConfigException;
import earshot.api.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /** The published test vector of Standard Webhooks 1.0.0. */
    @Test
    void equalsTheStandardsVector() {
        var signature = new WebhookSignature(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSecretThatIsNoneIsRefusedWithoutBeingShown() {
        for (String text : new String[] {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_!!", ""}) {
            Throwable refusal = catchThrowable(() -> new WebhookSignature(new Secret(text)));

            assertThat(refusal).isInstanceOf(ConfigException.class).hasMessageContaining("whsec_ and the base64");
            if (text.length() > 8) assertThat(refusal).message().doesNotContain(text);
        }
    }

    @Test
    void aSecretPrintsAsStars() {
        assertThat(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).hasToString("***");
        assertThatThrownBy(() -> Secret.fromFile("webhook-secret-file", Path.of("no such file")))
                .hasMessageContaining("webhook-secret-file");
    }
}
