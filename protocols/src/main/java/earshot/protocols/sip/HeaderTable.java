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
    private int end;
    /** Of all that was wrapped, character for octet; null when there is none, or octets and characters are not as many. */
    private @Nullable String text;

    private int textStart;
    private final int[] bounds = new int[HEADERS_MAX * FIELDS]; // of name and value, without the blanks around it
    private final int[] hashes = new int[HEADERS_MAX]; // of the long names, as HeaderName has it
    private final @Nullable HeaderName[] names = new HeaderName[HEADERS_MAX]; // of those that it has
    private final int[] firsts = new int[HeaderName.count()]; // the first header of each such name, from 1; 0 for none
    private final boolean[] isFolded = new boolean[HEADERS_MAX];
    private final @Nullable String[] values = new String[HEADERS_MAX]; // those that were asked for
    /** Whether all lines are as one would write them, and none is to be treated but as text. */
    private boolean isAllPlain;

    private int count;
    private int next;

    /** Reads the lines from the one behind the start line; where the body starts. */
    int read(byte[] bytes, int from, int end, Set<SipAnomaly> anomalies) {
        this.bytes = bytes;
        this.end = end;
        text = null;
        Arrays.fill(values, 0, count, null); // what the message before said is of no more use
        Arrays.fill(firsts, 0);
        count = 0;
        isAllPlain = true;
        boolean continuesKept = false;
        int at = from;
        while (at < end) {
            int lineEnd = lineEnd(at, end, anomalies);
            if (lineEnd == at) return next;
            if (!SipStartLine.isBlank(bytes[at])) {
                continuesKept = add(at, lineEnd, anomalies);
            } else if (continuesKept) {
                bounds[(count - 1) * FIELDS + 3] = trimmedEnd(bounds[(count - 1) * FIELDS + 2], lineEnd);
                isFolded[count - 1] = true;
                isAllPlain = false;
            }
            at = next;
        }
        anomalies.add(SipAnomaly.HEADERS_UNTERMINATED);
        return end;
    }

    /** Says that the octets from one on are this text, character for octet: values are then read as parts of it. */
    void within(String text, int start) {
        this.text = text;
        textStart = start;
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
        int colon = HeaderName.colon(bytes, at, lineEnd);
        int nameEnd = trimmedEnd(at, colon);
        if (colon == lineEnd || nameEnd == at) {
            anomalies.add(SipAnomaly.LINE_WITHOUT_COLON);
            isAllPlain = false;
            return false;
        }
        if (count == HEADERS_MAX) {
            anomalies.add(SipAnomaly.TOO_MANY_HEADERS);
            isAllPlain = false;
            return false;
        }
        int value = SipStartLine.skipBlanks(bytes, colon + 1, lineEnd);
        int field = count * FIELDS;
        bounds[field] = at;
        bounds[field + 1] = nameEnd;
        bounds[field + 2] = value;
        bounds[field + 3] = trimmedEnd(value, lineEnd);
        isFolded[count] = false;
        values[count] = null;
        readName(count);
        isAllPlain &= isPlainLine(count) && treatment(count).isMostlyKept();
        count++;
        return true;
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array of all of them, never stored
    private void readName(int index) {
        int from = bounds[index * FIELDS];
        int to = bounds[index * FIELDS + 1];
        int hash = HeaderName.hash(bytes, from, to);
        HeaderName name = HeaderName.of(bytes, from, to, hash);
        names[index] = name;
        hashes[index] = name == null ? hash : name.hash();
        if (name != null && firsts[name.ordinal()] == 0) firsts[name.ordinal()] = index + 1;
    }

    private int trimmedEnd(int from, int to) {
        int end = to;
        while (end > from && SipStartLine.isBlank(bytes[end - 1])) end--;
        return end;
    }

    int count() {
        return count;
    }

    /** Index of the first header of that name, -1 when there is none. */
    @SuppressWarnings("EnumOrdinal") // as in name
    int find(HeaderName name) {
        return firsts[name.ordinal()] - 1;
    }

    /** Index of the next header of a name that was found, -1 when there is none. */
    int findNext(HeaderName name, int index) {
        for (int i = index + 1; i < count; i++) {
            if (names[i] == name) return i;
        }
        return -1;
    }

    /** Index of the next header of that name (long, lower case), -1 when there is none. */
    int find(String name, int from) {
        HeaderName known = name.length() == 1 ? null : HeaderName.of(name);
        if (known != null) return from == 0 ? find(known) : findNext(known, from - 1);
        for (int i = from; i < count; i++) {
            if (isNamed(i, name)) return i;
        }
        return -1;
    }

    /** Hash of the header's long name, as {@link HeaderName} has it. */
    int hash(int index) {
        return hashes[index];
    }

    /** Whether the header has that name (lower case), or a letter that stands for it. */
    boolean isNamed(int index, String name) {
        HeaderName known = names[index];
        if (known != null && name.length() > 1) return known.text().equals(name);
        return HeaderName.isEqual(bytes, bounds[index * FIELDS], bounds[index * FIELDS + 1], name);
    }

    HeaderName.Treatment treatment(int index) {
        HeaderName name = names[index];
        return name == null ? HeaderName.Treatment.TEXT : name.treatment();
    }

    /** The name as on the wire. */
    String name(int index) {
        return text(bytes, bounds[index * FIELDS], bounds[index * FIELDS + 1]);
    }

    /** The value, trimmed; each fold and the blanks around it become one space. */
    String value(int index) {
        String known = values[index];
        if (known == null) {
            known = text == null || isFolded[index]
                    ? readValue(index)
                    : text.substring(valueFrom(index), valueTo(index));
            values[index] = known;
        }
        return known;
    }

    private String readValue(int index) {
        String value = text(bytes, bounds[index * FIELDS + 2], bounds[index * FIELDS + 3]);
        return isFolded[index] ? unfold(value) : value;
    }

    /** A text of which the value is a part, from {@link #valueFrom} to {@link #valueTo}. */
    String textOf(int index) {
        return text == null || isFolded[index] ? value(index) : text;
    }

    int valueFrom(int index) {
        return text == null || isFolded[index] ? 0 : bounds[index * FIELDS + 2] - textStart;
    }

    int valueTo(int index) {
        return text == null || isFolded[index] ? value(index).length() : bounds[index * FIELDS + 3] - textStart;
    }

    /** Where the first element ends of a header that is a list. */
    int endOfFirst(int index) {
        return Params.endOfPart(textOf(index), valueFrom(index), valueTo(index), ',');
    }

    /** Where the header starts in the text. */
    int start(int index) {
        return bounds[index * FIELDS] - textStart;
    }

    /** Whether the text has the header as one would write it: name, colon, one space, value, CR LF. */
    boolean isPlain(int index) {
        return text != null && isPlainLine(index);
    }

    private boolean isPlainLine(int index) {
        int nameEnd = bounds[index * FIELDS + 1];
        int value = bounds[index * FIELDS + 2];
        int valueEnd = bounds[index * FIELDS + 3];
        return !isFolded[index]
                && value == nameEnd + 2
                && bytes[nameEnd] == ':'
                && bytes[nameEnd + 1] == ' '
                && valueEnd + 1 < end
                && bytes[valueEnd] == '\r'
                && bytes[valueEnd + 1] == '\n';
    }

    /** Whether the text has all headers like that, and only such as nearly always stay as they are. */
    boolean isAllPlain() {
        return text != null && isAllPlain;
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
        return trim(text, 0, text.length());
    }

    /** The same of a part. */
    static String trim(String text, int from, int to) {
        int start = skipBlanks(text, from, to);
        return text.substring(start, trimmedEnd(text, start, to));
    }

    static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) at++;
        return at;
    }

    /** Where the part ends without the blanks at its end. */
    static int trimmedEnd(String text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text.charAt(end - 1))) end--;
        return end;
    }
}
