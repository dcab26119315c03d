// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a statement before the engine sees it: whether rows follow it, whether its result can be
 * streamed, and whether it changes the connection it runs on.
 */
final class SqlText {
    /** Formats whose result is the same bytes when the engine hands it over in chunks. */
    private static final Set<String> STREAMABLE =
            Set.of("RowBinaryWithNamesAndTypes", "RowBinary", "Native", "JSONEachRow", "TabSeparated", "TSV", "CSV");

    private static final Pattern FORMAT_AT_END = Pattern.compile("(?is)\\bFORMAT\\s+(\\w+)\\s*;?\\s*$");

    /** INSERT INTO table (columns) SETTINGS ... FORMAT name, then data in the same text. */
    private static final Pattern FORMAT_IN_HEAD = Pattern.compile(
            "(?is)^INSERT\\s+INTO\\b(?:(?!\\bVALUES\\b|\\bSELECT\\b).)*?\\bFORMAT\\s+(?!VALUES\\b)(\\w+)[ \\t]*;?[ \\t]*\\r?\\n?");

    private static final Pattern CHANGES_CONNECTION =
            Pattern.compile("(?is)^(?:SET|USE|CREATE\\s+(?:OR\\s+REPLACE\\s+)?TEMPORARY|DROP\\s+TEMPORARY)\\b.*");

    /** No statement head is longer than this; what follows can only be data. */
    private static final int HEAD_LENGTH = 1 << 16;

    private SqlText() {}

    /** An INSERT cut before its FORMAT, and where in the text its data begin. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record InsertHead(byte[] sql, String format, int dataOffset) {}

    /** The insert whose data come in the format it names, or null when the text is anything else. */
    static @Nullable InsertHead insertHead(byte[] text) {
        // One char per octet, so that offsets in the string are offsets in the bytes.
        String head = new String(text, 0, Math.min(text.length, HEAD_LENGTH), StandardCharsets.ISO_8859_1);
        int start = head.length() - withoutComments(head).length();
        Matcher matcher = FORMAT_IN_HEAD.matcher(head).region(start, head.length());
        if (!matcher.find()) return null;
        int keyword =
                head.substring(0, matcher.start(1)).toUpperCase(Locale.ROOT).lastIndexOf("FORMAT");
        return new InsertHead(Arrays.copyOfRange(text, start, keyword), matcher.group(1), matcher.end());
    }

    static boolean isInsert(String sql) {
        return startsWith(withoutComments(sql), "INSERT");
    }

    /** The format a statement ends with, else the one asked for by the request. */
    static String resultFormat(String sql, String requested) {
        Matcher matcher = FORMAT_AT_END.matcher(sql);
        return matcher.find() ? matcher.group(1) : requested;
    }

    static boolean canStream(String sql, String format) {
        if (!STREAMABLE.contains(format)) return false;
        String text = withoutComments(sql);
        if (startsWith(text, "WITH")) return !text.toUpperCase(Locale.ROOT).contains("INSERT");
        return startsWith(text, "SELECT") || text.startsWith("(");
    }

    /** A server forgets these with the request; a pooled connection would remember them. */
    static boolean changesConnection(String sql) {
        return CHANGES_CONNECTION.matcher(withoutComments(sql)).matches();
    }

    static String identifier(String name) {
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    static String literal(String value) {
        return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    private static boolean startsWith(String sql, String keyword) {
        return sql.regionMatches(true, 0, keyword, 0, keyword.length());
    }

    private static String withoutComments(String sql) {
        String rest = sql.stripLeading();
        while (rest.startsWith("/*") || rest.startsWith("--")) {
            String end = rest.startsWith("/*") ? "*/" : "\n";
            int at = rest.indexOf(end, 2);
            if (at < 0) return "";
            rest = rest.substring(at + end.length()).stripLeading();
        }
        return rest;
    }
}
