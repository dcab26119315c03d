// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final int[] hashes = new int[HEADERS_MAX]; // of the names, as HeaderNames has it
    private final boolean[] isFolded = new boolean[HEADERS_MAX];
    private final @Nullable String[] values = new String[HEADERS_MAX]; // those that were asked for
    /** A bit for each hash of a name, modulo 64: most headers that are asked for are not there. */
    private long present;

    private int count;
    private int next;

    /** Reads the lines from the one behind the start line; where the body starts. */
    int read(byte[] bytes, int from, int end, Set<SipAnomaly> anomalies) {
        this.bytes = bytes;
        Arrays.fill(values, 0, count, null); // what the message before said is of no more use
        count = 0;
        present = 0;
        boolean continuesKept = false;
        int at = from;
        while (at < end) {
            int lineEnd = lineEnd(at, end, anomalies);
            if (lineEnd == at) return next;
            if (!SipStartLine.isBlank(bytes[at])) {
                continuesKept = add(at, lineEnd, anomalies);
            } else if (continuesKept) {
                bounds[(count - 1) * FIELDS + 3] = lineEnd;
                isFolded[count - 1] = true;
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
        int hash = HeaderNames.hash(bytes, at, nameEnd);
        hashes[count] = hash;
        present |= 1L << hash;
        isFolded[count] = false;
        values[count] = null;
        count++;
        return true;
    }

    int count() {
        return count;
    }

    /** Index of the next header of that name (long, lower case), -1 when there is none. */
    int find(String name, int from) {
        int hash = name.hashCode();
        boolean isLetter = name.length() == 1;
        if (!isLetter && (present >>> hash & 1) == 0) return -1;
        for (int i = from; i < count; i++) {
            if ((isLetter || hashes[i] == hash) && isNamed(i, name)) return i;
        }
        return -1;
    }

    private boolean isNamed(int index, String name) {
        int start = bounds[index * FIELDS];
        int end = bounds[index * FIELDS + 1];
        boolean isCompact = end - start == 1 && name.length() > 1;
        return isCompact
                ? name.equals(HeaderNames.of(HeaderNames.lower(bytes[start])))
                : HeaderNames.isEqual(bytes, start, end, name);
    }

    /** The name as on the wire. */
    String name(int index) {
        return HeaderNames.written(bytes, bounds[index * FIELDS], bounds[index * FIELDS + 1], hashes[index]);
    }

    /** What {@link #name} gives, in lower case. */
    String lowerName(int index, String name) {
        return HeaderNames.lower(name, hashes[index]);
    }

    /** The value, trimmed; each fold and the blanks around it become one space. */
    String value(int index) {
        String known = values[index];
        if (known == null) {
            known = isFolded[index] ? unfold(readValue(index)) : readValue(index);
            values[index] = known;
        }
        return known;
    }

    private String readValue(int index) {
        int from = bounds[index * FIELDS + 2];
        int to = bounds[index * FIELDS + 3];
        while (from < to && SipStartLine.isBlank(bytes[from])) from++;
        while (to > from && SipStartLine.isBlank(bytes[to - 1])) to--;
        return text(bytes, from, to);
    }

    /** Octets that are no UTF-8 become U+FFFD. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String unfold(String text) {
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

    static boolean isBlank(char c) {
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
