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
        int at = from;
        while (at < text.length()) {
            int end = endOfPart(text, at, ';');
            int equals = at;
            while (equals < end && text.charAt(equals) != '=') equals++;
            if (equals < end && isNamed(text, at, equals, name)) {
                return unquote(HeaderTable.trim(text.substring(equals + 1, end)));
            }
            at = end + 1;
        }
        return "";
    }

    private static boolean isNamed(String text, int from, int to, String name) {
        int start = from;
        int end = to;
        while (start < end && HeaderTable.isBlank(text.charAt(start))) start++;
        while (end > start && HeaderTable.isBlank(text.charAt(end - 1))) end--;
        return end - start == name.length() && text.regionMatches(true, start, name, 0, name.length());
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
        int first = text.indexOf(separator, from);
        if (first < 0) return text.length();
        return isPlain(text, from, first) ? first : endOfQuotedPart(text, from, separator);
    }

    private static boolean isPlain(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '"' || text.charAt(i) == '<') return false;
        }
        return true;
    }

    private static int endOfQuotedPart(String text, int from, char separator) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < text.length(); i++) {
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
        return text.length();
    }

    /** Without the quotes around it, escapes resolved. */
    public static String unquote(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') return text;
        String inside = text.substring(1, text.length() - 1);
        if (inside.indexOf('\\') < 0) return inside;
        StringBuilder plain = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\' && i + 1 < inside.length()) i++;
            plain.append(inside.charAt(i));
        }
        return plain.toString();
    }
}
