// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * These are the headers that are read by name, those that are no harmless text, and those for which a letter may stand
 * (RFC 3261 §7.3.3 and later).
 *
 * <p>Names on the wire are in either case, and are read eight letters at a time.
 */
enum HeaderName {
    VIA("via", 'v'),
    FROM("from", 'f'),
    TO("to", 't'),
    CALL_ID("call-id", 'i', Treatment.KEPT),
    CSEQ("cseq"),
    CONTACT("contact", 'm'),
    MAX_FORWARDS("max-forwards"),
    EXPIRES("expires"),
    CONTENT_TYPE("content-type", 'c', Treatment.KEPT),
    CONTENT_LENGTH("content-length", 'l'),
    CONTENT_ENCODING("content-encoding", 'e'),
    USER_AGENT("user-agent", Treatment.PROGRAM),
    SERVER("server", Treatment.PROGRAM),
    REASON("reason"),

    AUTHORIZATION("authorization", Treatment.CREDENTIALS),
    PROXY_AUTHORIZATION("proxy-authorization", Treatment.CREDENTIALS),
    WWW_AUTHENTICATE("www-authenticate", Treatment.CREDENTIALS),
    PROXY_AUTHENTICATE("proxy-authenticate", Treatment.CREDENTIALS),
    AUTHENTICATION_INFO("authentication-info", Treatment.CREDENTIALS),
    PROXY_AUTHENTICATION_INFO("proxy-authentication-info", Treatment.CREDENTIALS),
    IDENTITY("identity", 'y', Treatment.IDENTITY),

    IN_REPLY_TO("in-reply-to", Treatment.KEPT),
    REPLACES("replaces", Treatment.KEPT),
    TARGET_DIALOG("target-dialog", Treatment.KEPT),
    JOIN("join", Treatment.KEPT),

    GEOLOCATION("geolocation", Treatment.MASKED),
    P_ACCESS_NETWORK_INFO("p-access-network-info", Treatment.MASKED),
    CELLULAR_NETWORK_INFO("cellular-network-info", Treatment.MASKED),
    COOKIE("cookie", Treatment.MASKED),
    SET_COOKIE("set-cookie", Treatment.MASKED),
    X_AUTH_TOKEN("x-auth-token", Treatment.MASKED),

    ACCEPT_CONTACT("accept-contact", 'a'),
    ALLOW_EVENTS("allow-events", 'u'),
    EVENT("event", 'o'),
    IDENTITY_INFO("identity-info", 'n'),
    REFERRED_BY("referred-by", 'b'),
    REFER_TO("refer-to", 'r'),
    REJECT_CONTACT("reject-contact", 'j'),
    REQUEST_DISPOSITION("request-disposition", 'd'),
    SESSION_EXPIRES("session-expires", 'x'),
    SUBJECT("subject", 's'),
    SUPPORTED("supported", 'k');

    /** What is done with a value before anyone may keep it. */
    enum Treatment {
        /** As any text: passwords in URIs and secret parameters are masked. */
        TEXT,
        /** It names calls: what looks like a password in it is none, and must stay comparable. */
        KEPT,
        MASKED,
        CREDENTIALS,
        /** Only what its token says of the caller. */
        IDENTITY,
        /** As any text; hardware addresses are masked as well. */
        PROGRAM;

        /** Whether nearly all values stay as they are. */
        boolean isMostlyKept() {
            return this == TEXT || this == KEPT || this == PROGRAM;
        }
    }

    private static final char NO_LETTER = 0;
    private static final long COLONS = 0x3A3A_3A3A_3A3A_3A3AL;
    private static final long LOWER_CASE = 0x2020_2020_2020_2020L;
    private static final HeaderName[] ALL = values();
    private static final Map<String, HeaderName> BY_TEXT = new HashMap<>();
    private static final @Nullable HeaderName[] BY_LETTER = new HeaderName[26];
    private static final int PLACES = 256;
    private static final @Nullable HeaderName[] BY_HASH = new HeaderName[PLACES];

    static {
        for (HeaderName name : ALL) {
            BY_TEXT.put(name.text, name);
            int place = place(name.hash);
            while (BY_HASH[place] != null) place = place(place + 1);
            BY_HASH[place] = name;
            if (name.letter == NO_LETTER) continue;
            BY_TEXT.put(String.valueOf(name.letter), name);
            BY_LETTER[name.letter - 'a'] = name;
        }
    }

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // filled once
    private final long[] letters; // eight by eight

    private final int hash;
    private final char letter;
    private final Treatment treatment;

    HeaderName(String text) {
        this(text, NO_LETTER, Treatment.TEXT);
    }

    HeaderName(String text, char letter) {
        this(text, letter, Treatment.TEXT);
    }

    HeaderName(String text, Treatment treatment) {
        this(text, NO_LETTER, treatment);
    }

    HeaderName(String text, char letter, Treatment treatment) {
        this.text = text;
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        this.hash = hash(octets, 0, octets.length);
        this.letters = new long[(octets.length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < letters.length; i++) letters[i] = letters(octets, i * Long.BYTES, octets.length);
        this.letter = letter;
        this.treatment = treatment;
    }

    private static int place(int hash) {
        return hash & (PLACES - 1);
    }

    static int count() {
        return ALL.length;
    }

    /** The name of that text (lower case) or letter; null when it is none of these. */
    static @Nullable HeaderName of(String text) {
        return BY_TEXT.get(text);
    }

    /** The name on the wire, of which the hash is given; null when it is none of these. */
    static @Nullable HeaderName of(byte[] bytes, int from, int to, int hash) {
        int letter = lower(bytes[from]);
        if (to - from == 1) return letter >= 'a' && letter <= 'z' ? BY_LETTER[letter - 'a'] : null;
        int place = place(hash);
        for (HeaderName name = BY_HASH[place]; name != null; name = BY_HASH[place]) {
            if (name.hash == hash && name.isWritten(bytes, from, to)) return name;
            place = place(place + 1);
        }
        return null;
    }

    /** Where the first colon is; the end when there is none. */
    static int colon(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long colons = SipStartLine.zeros(Bytes.i64(bytes, at) ^ COLONS);
            if (colons != 0) return at + Long.numberOfLeadingZeros(colons) / Byte.SIZE;
        }
        while (at < end && bytes[at] != ':') at++;
        return at;
    }

    /** A hash of a name, in either case the same. */
    static int hash(byte[] bytes, int from, int to) {
        long hash = 0;
        for (int at = from; at < to; at += Long.BYTES) hash = (hash ^ letters(bytes, at, to)) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    /** Up to eight letters in lower case: what is behind the last one is zero. */
    private static long letters(byte[] bytes, int at, int to) {
        int beyond = at + Long.BYTES - to;
        if (beyond <= 0) return Bytes.i64(bytes, at) | LOWER_CASE;
        int shift = Byte.SIZE * beyond;
        if (at + Long.BYTES <= bytes.length) return (Bytes.i64(bytes, at) | LOWER_CASE) >>> shift << shift;
        long letters = 0;
        for (int i = at; i < to; i++) letters = (letters << Byte.SIZE) | Bytes.u8(bytes, i) | 0x20;
        return letters << shift;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** Exact, as the only octets besides those of letters and hyphens that become one in lower case end a line. */
    private boolean isWritten(byte[] bytes, int from, int to) {
        if (to - from != text.length()) return false;
        for (int i = 0; i < letters.length; i++) {
            if (letters(bytes, from + i * Long.BYTES, to) != letters[i]) return false;
        }
        return true;
    }

    /** Whether any name is that of the wire. */
    static boolean isEqual(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) return false;
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower.charAt(i - from)) return false;
        }
        return true;
    }

    /** The hash of any name in lower case. */
    static int hash(String lower) {
        byte[] octets = lower.getBytes(StandardCharsets.UTF_8);
        return hash(octets, 0, octets.length);
    }

    /** The long name in lower case. */
    String text() {
        return text;
    }

    /** The {@link #hash(byte[], int, int) hash} of the long name. */
    int hash() {
        return hash;
    }

    Treatment treatment() {
        return treatment;
    }
}
