// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Set;

/**
 * These are the longest values that leave a message, in characters. What is longer is cut and marked; the call is never
 * lost over it.
 */
final class Caps {
    static final int CALL_ID_MAX = 512;
    static final int URI_MAX = 1024;
    static final int AGENT_MAX = 256;
    static final int OTHER_MAX = 512;
    private static final int HASH_LENGTH = 17; // '~' and 16 hexadecimal digits

    private final Set<SipAnomaly> anomalies;

    Caps(Set<SipAnomaly> anomalies) {
        this.anomalies = anomalies;
    }

    /** A long Call-ID ends in a hash of the whole, so that two that start alike remain two calls. */
    String callId(String text) {
        if (text.length() <= CALL_ID_MAX) return text;
        return cut(text, CALL_ID_MAX - HASH_LENGTH) + '~' + hash(text);
    }

    String uri(String text) {
        return cut(text, URI_MAX);
    }

    String agent(String text) {
        return cut(text, AGENT_MAX);
    }

    String other(String text) {
        return cut(text, OTHER_MAX);
    }

    private String cut(String text, int max) {
        if (text.length() <= max) return text;
        anomalies.add(SipAnomaly.VALUE_CUT);
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    /** FNV-1a, 64 bits: to tell apart what accident made, not what malice did. */
    private static String hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash ^= text.charAt(i);
            hash *= 0x100000001B3L;
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
