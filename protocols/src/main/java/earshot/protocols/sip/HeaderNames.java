// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * These are the names of headers that are met all the time: their text is here, so that none is made for each message; and
 * the one letter that may stand for some of them.
 *
 * <p>A name is looked up by the hash that {@link String#hashCode} gives for it in lower case.
 */
final class HeaderNames {
    private static final String[] COMMON = {
        "Via",
        "From",
        "To",
        "Call-ID",
        "CSeq",
        "Contact",
        "Max-Forwards",
        "Content-Type",
        "Content-Length",
        "User-Agent",
        "Server",
        "Allow",
        "Supported",
        "Require",
        "Route",
        "Record-Route",
        "Expires",
        "Date",
        "Accept",
        "Allow-Events",
        "Session-Expires",
        "Min-SE",
        "Reason",
        "P-Asserted-Identity",
        "P-Preferred-Identity",
        "Remote-Party-ID",
        "Privacy",
        "Diversion",
        "History-Info",
        "P-Charging-Vector",
        "Session-ID",
        "Authorization",
        "Proxy-Authorization",
        "WWW-Authenticate",
        "Proxy-Authenticate",
        "Event",
        "Subscription-State",
        "Refer-To",
        "Referred-By",
        "Replaces",
        "RSeq",
        "RAck",
        "Warning",
        "Retry-After",
        "Content-Disposition",
        "P-Access-Network-Info",
        "P-Called-Party-ID",
        "Path",
        "Service-Route",
        "Organization",
        "Subject",
        "Timestamp",
        "Identity",
        "X-CID",
        "Cisco-Guid"
    };

    /** Registered single letters (RFC 3261 §7.3.3 and later). */
    private static final @Nullable String[] BY_LETTER = new String[26];

    private static final int PLACES = 256;
    private static final @Nullable String[] WRITTEN = new String[PLACES];
    private static final @Nullable String[] LOWER = new String[PLACES];

    static {
        letter('a', "accept-contact");
        letter('b', "referred-by");
        letter('c', "content-type");
        letter('d', "request-disposition");
        letter('e', "content-encoding");
        letter('f', "from");
        letter('i', "call-id");
        letter('j', "reject-contact");
        letter('k', "supported");
        letter('l', "content-length");
        letter('m', "contact");
        letter('n', "identity-info");
        letter('o', "event");
        letter('r', "refer-to");
        letter('s', "subject");
        letter('t', "to");
        letter('u', "allow-events");
        letter('v', "via");
        letter('x', "session-expires");
        letter('y', "identity");
        for (String name : COMMON) {
            String lower = name.toLowerCase(Locale.ROOT);
            int place = place(lower.hashCode());
            while (LOWER[place] != null) place = place(place + 1);
            WRITTEN[place] = name;
            LOWER[place] = lower;
        }
    }

    private HeaderNames() {}

    private static void letter(char letter, String name) {
        BY_LETTER[letter - 'a'] = name;
    }

    private static int place(int hash) {
        return hash & (PLACES - 1);
    }

    /** The long name in lower case that a letter stands for, null when it stands for none. */
    static @Nullable String of(int letter) {
        return letter >= 'a' && letter <= 'z' ? BY_LETTER[letter - 'a'] : null;
    }

    /** The hash of a name in lower case; a letter has that of the name for which it stands. */
    static int hash(byte[] bytes, int from, int to) {
        if (to - from == 1) {
            String name = of(lower(bytes[from]));
            if (name != null) return name.hashCode();
        }
        int hash = 0;
        for (int i = from; i < to; i++) hash = 31 * hash + lower(bytes[i]);
        return hash;
    }

    static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** Whether a name is that of the wire, in either case. */
    static boolean isEqual(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) return false;
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower.charAt(i - from)) return false;
        }
        return true;
    }

    /** The name as on the wire. */
    static String written(byte[] bytes, int from, int to, int hash) {
        int place = place(hash);
        for (String known = WRITTEN[place]; known != null; known = WRITTEN[place]) {
            if (isWritten(bytes, from, to, known)) return known;
            place = place(place + 1);
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** A name as {@link #written} gives it, in lower case. */
    static String lower(String written, int hash) {
        int place = place(hash);
        for (String known = WRITTEN[place]; known != null; known = WRITTEN[place]) {
            String lower = LOWER[place];
            if (lower != null && known.equals(written)) return lower;
            place = place(place + 1);
        }
        return written.toLowerCase(Locale.ROOT);
    }

    private static boolean isWritten(byte[] bytes, int from, int to, String name) {
        if (to - from != name.length()) return false;
        for (int i = from; i < to; i++) {
            if (bytes[i] != name.charAt(i - from)) return false;
        }
        return true;
    }
}
