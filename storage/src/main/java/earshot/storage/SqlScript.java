// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.ArrayList;
import java.util.List;

/** A file of SQL, cut into its statements: at each semicolon outside quotes and comments. Comments are dropped. */
final class SqlScript {
    private SqlScript() {}

    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (int at = 0; at < script.length(); ) {
            int end = endOfToken(script, at);
            char first = script.charAt(at);
            if (isComment(script, at)) {
                statement.append(' ');
            } else if (first == ';') {
                add(statements, statement);
            } else {
                statement.append(script, at, end);
            }
            at = end;
        }
        add(statements, statement);
        return statements;
    }

    private static void add(List<String> statements, StringBuilder statement) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) statements.add(text);
        statement.setLength(0);
    }

    private static boolean isComment(String script, int at) {
        return script.startsWith("--", at) || script.startsWith("/*", at);
    }

    /** Where the quoted text, comment or single character that starts here ends. */
    private static int endOfToken(String script, int at) {
        char first = script.charAt(at);
        if (first == '\'' || first == '"' || first == '`') return endOfQuoted(script, at, first);
        if (script.startsWith("--", at)) return endAfter(script, at, "\n");
        if (script.startsWith("/*", at)) return endAfter(script, at, "*/");
        return at + 1;
    }

    private static int endAfter(String script, int at, String end) {
        int found = script.indexOf(end, at + 2);
        return found < 0 ? script.length() : found + end.length();
    }

    /** A quote ends at the same quote, unless a backslash stands before it; a doubled one begins the next quote. */
    private static int endOfQuoted(String script, int at, char quote) {
        for (int i = at + 1; i < script.length(); i++) {
            if (script.charAt(i) == '\\') {
                i++;
            } else if (script.charAt(i) == quote) {
                return i + 1;
            }
        }
        return script.length();
    }
}
