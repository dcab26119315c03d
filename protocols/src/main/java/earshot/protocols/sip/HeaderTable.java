// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * This is where the headers of one message are: the bounds of each name and value, found in one pass (RFC 3261 §7.3).
 *
 * <p>The rules where writers differ, so that no two readers of ours can disagree: a line ends at CR LF, LF or a lone
 * CR; a line that starts with a blank continues the value above it; blanks before the colon belong to neither side; a
 * compact name stands for its long one.
 */
final class HeaderTable {
    static final int HEADERS_MAX = 256;
    private static final int FIELDS = 4;

    private byte[] bytes = Bytes.NONE;
    private final int[] bounds = new int[HEADERS_MAX * FIELDS];
    private int count;
    private int next;

    /** Reads the lines from the one behind the start line; where the body starts. */
    int read(byte[] bytes, int from, int end, Set<SipAnomaly> anomalies) {
        this.bytes = bytes;
        count = 0;
        boolean continuesKept = false;
        int at = from;
        while (at < end) {
            int lineEnd = lineEnd(at, end, anomalies);
            if (lineEnd == at) return next;
            if (!SipStartLine.isBlank(bytes[at])) {
                continuesKept = add(at, lineEnd, anomalies);
            } else if (continuesKept) {
                bounds[(count - 1) * FIELDS + 3] = lineEnd;
            }
            at = next;
        }
        anomalies.add(SipAnomaly.HEADERS_UNTERMINATED);
        return end;
    }

    /** Where the line ends; {@link #next} is then where the line below it starts. */
    private int lineEnd(int at, int end, Set<SipAnomaly> anomalies) {
        int lineEnd = SipStartLine.lineEnd(bytes, at, end);
        next = Math.min(lineEnd + 1, end);
        if (lineEnd < end && bytes[lineEnd] == '\r') {
            if (next < end && bytes[next] == '\n') {
                next++;
            } else if (next < end) {
                anomalies.add(SipAnomaly.BARE_CARRIAGE_RETURN);
            }
        }
        return lineEnd;
    }

    private boolean add(int at, int lineEnd, Set<SipAnomaly> anomalies) {
        int colon = at;
        while (colon < lineEnd && bytes[colon] != ':') colon++;
        int nameEnd = colon;
        while (nameEnd > at && SipStartLine.isBlank(bytes[nameEnd - 1])) nameEnd--;
        if (colon == lineEnd || nameEnd == at) {
            anomalies.add(SipAnomaly.LINE_WITHOUT_COLON);
            return false;
        }
        if (count == HEADERS_MAX) {
            anomalies.add(SipAnomaly.TOO_MANY_HEADERS);
            return false;
        }
        int field = count * FIELDS;
        bounds[field] = at;
        bounds[field + 1] = nameEnd;
        bounds[field + 2] = colon + 1;
        bounds[field + 3] = lineEnd;
        count++;
        return true;
    }

    int count() {
        return count;
    }

    /** Index of the next header of that name (long, lower case), -1 when there is none. */
    int find(String name, int from) {
        char compact = compact(name);
        for (int i = from; i < count; i++) {
            if (isNamed(i, name, compact)) return i;
        }
        return -1;
    }

    private boolean isNamed(int index, String name, char compact) {
        int start = bounds[index * FIELDS];
        int length = bounds[index * FIELDS + 1] - start;
        if (length == 1) return lower(bytes[start]) == (name.length() == 1 ? name.charAt(0) : compact);
        if (length != name.length()) return false;
        for (int i = 0; i < length; i++) {
            if (lower(bytes[start + i]) != name.charAt(i)) return false;
        }
        return true;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** Registered single letters (RFC 3261 §7.3.3 and later); 0 when the header has none. */
    static char compact(String name) {
        return switch (name) {
            case "accept-contact" -> 'a';
            case "referred-by" -> 'b';
            case "content-type" -> 'c';
            case "request-disposition" -> 'd';
            case "content-encoding" -> 'e';
            case "from" -> 'f';
            case "call-id" -> 'i';
            case "reject-contact" -> 'j';
            case "supported" -> 'k';
            case "content-length" -> 'l';
            case "contact" -> 'm';
            case "identity-info" -> 'n';
            case "event" -> 'o';
            case "refer-to" -> 'r';
            case "subject" -> 's';
            case "to" -> 't';
            case "allow-events" -> 'u';
            case "via" -> 'v';
            case "session-expires" -> 'x';
            case "identity" -> 'y';
            default -> 0;
        };
    }

    /** The name as on the wire. */
    String name(int index) {
        int start = bounds[index * FIELDS];
        return new String(bytes, start, bounds[index * FIELDS + 1] - start, StandardCharsets.UTF_8);
    }

    /** The value, trimmed; each fold and the blanks around it become one space. */
    String value(int index) {
        return unfold(text(bytes, bounds[index * FIELDS + 2], bounds[index * FIELDS + 3]));
    }

    /** Octets that are no UTF-8 become U+FFFD. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String unfold(String text) {
        if (text.indexOf('\r') < 0 && text.indexOf('\n') < 0) return trim(text);
        StringBuilder unfolded = new StringBuilder(text.length());
        boolean folded = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                folded = true;
                while (!unfolded.isEmpty() && isBlank(unfolded.charAt(unfolded.length() - 1))) {
                    unfolded.setLength(unfolded.length() - 1);
                }
            } else if (!folded || !isBlank(c)) {
                if (folded) unfolded.append(' ');
                folded = false;
                unfolded.append(c);
            }
        }
        return trim(unfolded.toString());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** As {@link String#strip}, but of blanks only: a NUL is text. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (to > from && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }
}
