// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what reads the fields of a small JSON object (RFC 8259) by their path, {@code orig.tn}; of an array the first
 * element counts. In one pass and without recursion; what is no JSON gives the fields before the fault.
 */
final class FlatJson {
    static final int LENGTH_MAX = 8192;
    private static final int DEPTH_MAX = 6;
    private static final int FIELDS_MAX = 64;

    private final String text;
    private final Map<String, String> fields = new HashMap<>();
    private final @Nullable String[] names = new @Nullable String[DEPTH_MAX + 1];
    private int depth;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    static Map<String, String> read(String text) {
        FlatJson json = new FlatJson(text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX));
        while (json.at < json.text.length() && json.readToken()) {}
        return json.fields;
    }

    /** False at the end of what can be read. */
    private boolean readToken() {
        char c = text.charAt(at++);
        if (depth == 0 && c != '{' && c > ' ') return false;
        switch (c) {
            case '{', '[' -> {
                if (++depth > DEPTH_MAX) return false;
                names[depth] = null;
            }
            case '}', ']' -> {
                return --depth > 0;
            }
            case '"' -> {
                String string = string();
                if (string == null) return false;
                if (isName()) names[depth] = string;
                else put(string);
            }
            case ' ', '\t', '\r', '\n', ',', ':' -> {}
            default -> put(literal());
        }
        return true;
    }

    /** Up to the closing quote; null when there is none. */
    private @Nullable String string() {
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return string.toString();
            if (c == '\\' && at < text.length()) c = escaped(text.charAt(at++));
            string.append(c);
        }
        return null;
    }

    private char escaped(char c) {
        int control = "bfnrt".indexOf(c);
        if (control >= 0) return "\b\f\n\r\t".charAt(control);
        if (c != 'u' || at + 4 > text.length()) return c;
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at + i), 16);
            if (digit < 0) return c;
            code = code * 16 + digit;
        }
        at += 4;
        return (char) code;
    }

    private boolean isName() {
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') next++;
        return next < text.length() && text.charAt(next) == ':';
    }

    /** A number, or true, false, null. */
    private String literal() {
        int from = at - 1;
        while (at < text.length() && ",]}: \t\r\n\"".indexOf(text.charAt(at)) < 0) at++;
        return text.substring(from, at);
    }

    private void put(String value) {
        StringBuilder path = new StringBuilder();
        for (int i = 1; i <= depth; i++) {
            String name = names[i];
            if (name == null) continue;
            if (!path.isEmpty()) path.append('.');
            path.append(name);
        }
        if (fields.size() < FIELDS_MAX) fields.putIfAbsent(path.toString(), value);
    }
}
