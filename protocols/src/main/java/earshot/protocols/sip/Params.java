// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * This is how parts of a header value are cut apart: parameters, lists and quoted text (RFC 3261 §25.1), in one pass.
 */
public final class Params {
    private Params() {}

    /** Value of {@code ;name=value}, quotes taken off, searched from an index; empty when absent. */
    public static String get(String text, int from, String name) {
        return get(text, from, text.length(), name);
    }

    /** The same within bounds. */
    static String get(String text, int from, int to, String name) {
        ParamWalk params = new ParamWalk(text, from, to);
        while (params.next()) {
            if (params.isNamed(name)) return params.value();
        }
        return "";
    }

    /** Elements of a list, cut at commas outside quotes and brackets. */
    public static List<String> split(String text) {
        List<String> elements = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int end = endOfPart(text, at, ',');
            String element = HeaderTable.trim(text.substring(at, end));
            if (!element.isEmpty()) elements.add(element);
            at = end + 1;
        }
        return elements;
    }

    /** Where the separator next stands outside quotes and angle brackets, else the end of the text. */
    public static int endOfPart(String text, int from, char separator) {
        return endOfPart(text, from, text.length(), separator);
    }

    /** The same within bounds. */
    static int endOfPart(String text, int from, int to, char separator) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == separator) return i;
            if (c == '"' || c == '<') return endOfQuotedPart(text, i, to, separator);
        }
        return to;
    }

    private static int endOfQuotedPart(String text, int from, int to, char separator) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') i++;
                if (c == '"') quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                bracketed = true;
            } else if (c == '>') {
                bracketed = false;
            } else if (c == separator && !bracketed) {
                return i;
            }
        }
        return to;
    }

    /** Without the quotes around it, escapes resolved. */
    public static String unquote(String text) {
        return withoutQuotes(text, 0, text.length());
    }

    /** A part without the blanks and the quotes around it, escapes resolved. */
    static String unquote(String text, int from, int to) {
        int start = HeaderTable.skipBlanks(text, from, to);
        return withoutQuotes(text, start, HeaderTable.trimmedEnd(text, start, to));
    }

    private static String withoutQuotes(String text, int from, int to) {
        if (to - from < 2 || text.charAt(from) != '"' || text.charAt(to - 1) != '"') return text.substring(from, to);
        String inside = text.substring(from + 1, to - 1);
        if (inside.indexOf('\\') < 0) return inside;
        StringBuilder plain = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\' && i + 1 < inside.length()) i++;
            plain.append(inside.charAt(i));
        }
        return plain.toString();
    }

    /** Whether a word (lower case) stands there, in either case; most are written in lower case. */
    static boolean isAt(String text, int at, String word) {
        return text.startsWith(word, at) || text.regionMatches(true, at, word, 0, word.length());
    }

    /** Digits alone, held at 2^31 - 1; -1 for anything else. */
    static long number(String text) {
        return number(text, 0, text.length());
    }

    /** The same of a part. */
    static long number(String text, int from, int to) {
        if (from == to) return -1;
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = Math.min(value * 10 + c - '0', Integer.MAX_VALUE);
        }
        return value;
    }

    /** Where the character first is within bounds; -1 when it is not there. */
    static int indexOf(String text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) return i;
        }
        return -1;
    }
}
