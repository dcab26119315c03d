// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import earshot.protocols.sip.LogRedactor;
import java.nio.charset.StandardCharsets;

/**
 * This is a log line of an agent as it may leave the probe: on one line, without control characters, and without the
 * secrets that {@link LogRedactor} knows.
 *
 * @param text at most {@value #LENGTH_MAX} characters; empty when there was nothing to read
 * @param isCut whether the line was longer
 */
public record LogText(String text, boolean isCut) {
    /** Longer lines are cut, characters. */
    public static final int LENGTH_MAX = 4_096;

    private static final char REPLACEMENT = '\uFFFD';

    /** Reads a payload as UTF-8; what is none is replaced. */
    public static LogText of(byte[] bytes, int offset, int length) {
        String redacted = LogRedactor.redact(new String(bytes, offset, length, StandardCharsets.UTF_8));
        String line = line(redacted); // not cut before: what lies behind may tell that something was a secret
        if (line.length() <= LENGTH_MAX) return new LogText(line, false);
        boolean isPair = Character.isHighSurrogate(line.charAt(LENGTH_MAX - 1));
        return new LogText(line.substring(0, isPair ? LENGTH_MAX - 1 : LENGTH_MAX), true);
    }

    /** On one line: line ends and tabs are blanks, what cannot be seen or turns the order of letters is replaced. */
    private static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPaired = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (!isPaired) line.append(seen(c));
        }
        return line.toString().strip();
    }

    private static char seen(char c) {
        if (c == '\t' || c == '\r' || c == '\n') return ' ';
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                REPLACEMENT;
            default -> c;
        };
    }
}
