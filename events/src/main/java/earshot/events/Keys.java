// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names that anyone can compute: 26 characters of lower-case Crockford base32 over the first 128 bits of SHA-256.
 *
 * <p>A Call-ID may hold {@code / ? % \ "}, which servers reject in a path; its key never does.
 */
public final class Keys {
    private static final char[] CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 26;

    private Keys() {}

    /** The callKey of a Call-ID, over its UTF-8 bytes. */
    public static String callKey(String callId) {
        return of(callId);
    }

    /**
     * The id of a stream: probe, both endpoints, SSRC and the arrival of its first packet, so that a port or an SSRC
     * used again later is another stream.
     */
    public static String streamId(String probe, String source, String destination, long ssrc, long startMicros) {
        return of(probe + '|' + source + '|' + destination + '|' + ssrc + '|' + startMicros);
    }

    /** The key of a transaction outside calls. */
    public static String transactionKey(String callId, long cseq, String method, String fromTag) {
        return of(callId + '|' + cseq + '|' + method + '|' + fromTag);
    }

    /** The key of a place among the bindings of an address of record. */
    public static String registrationKey(String aor, int place) {
        return of("registration|" + aor + '|' + place);
    }

    /** The key of a subscription: the Call-ID, event package and tag of the subscriber. */
    public static String subscriptionKey(String callId, String event, String subscriberTag) {
        return of("subscription|" + callId + '|' + event + '|' + subscriberTag);
    }

    /** The key of a place among the publications of an address of record. */
    public static String publicationKey(String aor, int place) {
        return of("publication|" + aor + '|' + place);
    }

    /** The key of two addresses, one of which asks the other. */
    public static String peerKey(String source, String destination) {
        return of("peer|" + source + '|' + destination);
    }

    /** The key of a user's credentials from one address. */
    public static String authenticationKey(String aor, String source) {
        return of("authentication|" + aor + '|' + source);
    }

    /** The id of one alert from firing to resolved. */
    public static String alertId(String rule, String subject, long startsAtMicros) {
        return of(rule + '|' + subject + '|' + startsAtMicros);
    }

    /** The id of one transition of an alert on its way to one webhook, the same for every attempt. */
    public static String deliveryId(String alertId, String status, String webhook) {
        return of(alertId + '|' + status + '|' + webhook);
    }

    /** Where calls meet that have the same value of one kind: a hash, since values may be long and may be numbers. */
    public static String evidenceKey(String kind, String value) {
        return of(kind + '|' + value);
    }

    private static String of(String text) {
        byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
        char[] key = new char[LENGTH];
        int bits = 0;
        int buffer = 0;
        int next = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (bits < 5) {
                buffer = (buffer << 8) | (next < 16 ? hash[next] & 0xFF : 0);
                next++;
                bits += 8;
            }
            bits -= 5;
            key[i] = CROCKFORD[(buffer >> bits) & 31];
            buffer &= (1 << bits) - 1;
        }
        return new String(key);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
