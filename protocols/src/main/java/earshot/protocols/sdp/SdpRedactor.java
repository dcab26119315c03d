// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import java.nio.charset.StandardCharsets;

/**
 * This is what takes the keys out of a session description: SDES and MIKEY keys, k= lines and ICE passwords become
 * {@code ***}; the suite, the fingerprint and all the rest stay.
 */
public final class SdpRedactor {
    private static final String MASK = "***";
    private static final String INLINE = "inline:";

    private SdpRedactor() {}

    /** Appends the description line by line, each ended by CR LF. */
    public static void append(StringBuilder redacted, byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        int at = 0;
        while (at < text.length()) {
            int end = SdpParser.lineEnd(text, at);
            if (end > at) redacted.append(line(text.substring(at, end))).append("\r\n");
            at = end + 1;
        }
    }

    /** One line without its secret; blanks and letter case do not hide one. */
    static String line(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) <= ' ') start++;
        if (isKeyLine(line, start)) return "k=" + MASK;
        int keep = secretAt(line, start);
        return keep < 0 ? line : line.substring(0, keep) + MASK;
    }

    private static boolean isKeyLine(String line, int start) {
        if (!isAt(line, start, "k")) return false;
        int equals = start + 1;
        while (equals < line.length() && line.charAt(equals) <= ' ') equals++;
        return equals < line.length() && line.charAt(equals) == '=';
    }

    /** Where the secret starts, -1 when the line has none. */
    private static int secretAt(String line, int start) {
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c == 'i' || c == 'I') && isAt(line, i, INLINE)) return i + INLINE.length();
            if ((c == 'i' || c == 'I') && isAt(line, i, "ice-pwd")) return behindColon(line, i);
            if ((c == 'k' || c == 'K') && isAt(line, i, "key-mgmt")) return behindColon(line, i);
            if ((c == 'k' || c == 'K') && isAt(line, i, "key-params")) return behindColon(line, i);
        }
        return -1;
    }

    private static int behindColon(String line, int from) {
        int colon = line.indexOf(':', from);
        return colon < 0 ? line.length() : colon + 1;
    }

    private static boolean isAt(String line, int at, String word) {
        return line.regionMatches(true, at, word, 0, word.length());
    }
}
