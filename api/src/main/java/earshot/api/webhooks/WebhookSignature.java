// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.api.ConfigException;
import earshot.api.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a delivery as Standard Webhooks 1.0.0 says: HMAC-SHA-256 over {@code id.timestamp.body}, so that a receiver can
 * tell our posts from anyone else's and old ones from new.
 */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_MIN = 24;
    private static final int KEY_MAX = 64;

    private final SecretKeySpec key;

    WebhookSignature(Secret secret) {
        this.key = new SecretKeySpec(decode(secret), ALGORITHM);
    }

    /** The value of the header webhook-signature. */
    String of(String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] decode(Secret secret) {
        String text = secret.reveal();
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
            if (key.length >= KEY_MIN && key.length <= KEY_MAX) return key;
        } catch (IllegalArgumentException e) {
            // Not base64 is told below, like a key of the wrong length; the text itself must not be shown.
        }
        throw new ConfigException("webhook-secret-file must hold whsec_ and the base64 of 24 to 64 random bytes");
    }
}
