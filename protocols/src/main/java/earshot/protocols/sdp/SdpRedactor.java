// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import earshot.protocols.Redaction;
import java.nio.charset.StandardCharsets;

/**
 * This is what takes the keys out of a session description: SDES and MIKEY keys, k= lines and ICE passwords become
 * {@code ***}; the suite, the fingerprint and all the rest stay.
 */
public final class SdpRedactor {
    private static final String MASK = "***";
    private static final String INLINE = "inline:";

    private SdpRedactor() {}

    /** The description line by line, each ended by CR LF. */
    public static String redact(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        Redaction redaction = new Redaction(text);
        add(redaction, 0, text.length());
        return redaction.toString(Integer.MAX_VALUE);
    }

    /** Adds the description that stands in its text. */
    public static void add(Redaction redaction, int from, int to) {
        String text = redaction.text();
        int at = from;
        while (at < to) {
            int end = SdpParser.lineEnd(text, at, to);
            if (end > at) addLine(redaction, at, end);
            at = end + 1;
        }
    }

    /** Adds one line without its secret; blanks and letter case do not hide one. */
    private static void addLine(Redaction redaction, int from, int to) {
        String text = redaction.text();
        int start = from;
        while (start < to && text.charAt(start) <= ' ') start++;
        if (isKeyLine(text, start, to)) {
            redaction.add("k=").add(MASK).endLine();
            return;
        }
        int secret = secretAt(text, start, to);
        redaction.keep(from, secret < 0 ? to : secret);
        if (secret >= 0) redaction.add(MASK);
        redaction.endLine();
    }

    private static boolean isKeyLine(String text, int start, int to) {
        if (start == to || (text.charAt(start) | 0x20) != 'k') return false;
        int equals = start + 1;
        while (equals < to && text.charAt(equals) <= ' ') equals++;
        return equals < to && text.charAt(equals) == '=';
    }

    /** Where the secret of a line starts, which ends with the line; -1 when the line has none. */
    public static int secretAt(String text, int start, int to) {
        for (int i = start; i < to; i++) {
            int letter = text.charAt(i) | 0x20;
            if (letter == 'i' && isAt(text, i, to, INLINE)) return i + INLINE.length();
            if (letter == 'i' && isAt(text, i, to, "ice-pwd")) return behindColon(text, i, to);
            if (letter == 'k' && isAt(text, i, to, "key-mgmt")) return behindColon(text, i, to);
            if (letter == 'k' && isAt(text, i, to, "key-params")) return behindColon(text, i, to);
        }
        return -1;
    }

    private static int behindColon(String text, int from, int to) {
        int colon = from;
        while (colon < to && text.charAt(colon) != ':') colon++;
        return Math.min(colon + 1, to);
    }

    private static boolean isAt(String text, int at, int to, String word) {
        return word.length() <= to - at && text.regionMatches(true, at, word, 0, word.length());
    }
}
