// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.number;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * This is where numbers stand in the texts of a SIP message, and these texts with tokens in their place.
 *
 * <p>A whole user part, display name or telephone URI is a number when it has {@value #DIALLED_MIN} digits or more:
 * shorter ones are services and emergencies. Elsewhere a number is a run of {@value #RUN_MIN} to {@value #RUN_MAX} digits
 * that is no part of a hexadecimal word, or one with a plus sign; and, however it is written, a number that was learned
 * before in the same message. One that is no number after all does no harm: it becomes the same token everywhere.
 */
final class NumberText {
    static final int DIALLED_MIN = 4;
    static final int RUN_MIN = 7;
    /** E.164 has 15 digits at most; 00 and a carrier's code may stand before them. */
    static final int RUN_MAX = 18;

    private static final int SPAN_MAX = 40;
    private static final String SEPARATORS = " -.()/";
    private static final Set<String> DIALLED_PARAMS = Set.of("ext", "isub", "postd");

    private final NumberTokens tokens;
    private final Set<String> known = new HashSet<>();

    NumberText(NumberTokens tokens) {
        this.tokens = tokens;
    }

    /** Forgets the numbers that were learned. */
    void forget() {
        known.clear();
    }

    /** A user part, or the number of a tel URI, with its parameters. */
    String user(String user) {
        int end = user.indexOf(';');
        if (end < 0) return dialled(user);
        StringBuilder text = new StringBuilder(user.length() + 16).append(dialled(user.substring(0, end)));
        while (end >= 0) {
            int next = user.indexOf(';', end + 1);
            text.append(';').append(parameter(user.substring(end + 1, next < 0 ? user.length() : next)));
            end = next;
        }
        return text.toString();
    }

    private String parameter(String pair) {
        int equals = pair.indexOf('=');
        boolean isDialled = equals >= 0
                && DIALLED_PARAMS.contains(pair.substring(0, equals).strip().toLowerCase(Locale.ROOT));
        return isDialled ? pair.substring(0, equals + 1) + dialled(pair.substring(equals + 1)) : words(pair);
    }

    /** A display name or a name in credentials: a number, or an address, or a text with numbers in it. */
    String name(String name) {
        int at = name.indexOf('@');
        if (at >= 0) return user(name.substring(0, at)) + words(name.substring(at));
        String told = dialled(name);
        return told.equals(name) ? knownWords(name) : told;
    }

    /** The token when all of the text is one number, else the text without the numbers in it. */
    private String dialled(String text) {
        String plain = unescaped(text);
        String digits = digits(plain);
        if (digits.length() < DIALLED_MIN) return digits.isEmpty() ? words(text) : text;
        known.add(hidden(digits));
        return (plain.strip().startsWith("+") ? "+" : "") + tokens.of(digits);
    }

    /** Learns the number that a user part is, if it is one. */
    void learn(String user) {
        int end = user.indexOf(';');
        String digits = digits(unescaped(end < 0 ? user : user.substring(0, end)));
        if (digits.length() >= DIALLED_MIN) known.add(hidden(digits));
    }

    private static String hidden(String digits) {
        return digits.substring(Math.max(0, digits.length() - NumberTokens.HIDDEN_DIGITS));
    }

    /** Digits, stars and hashes of a text that is nothing but a number; empty for any other. */
    private static String digits(String text) {
        String number = text.strip();
        if (number.length() > SPAN_MAX) return "";
        StringBuilder digits = new StringBuilder(number.length());
        for (int i = number.startsWith("+") ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (isDigit(c) || c == '*' || c == '#') digits.append(c);
            else if (SEPARATORS.indexOf(c) < 0) return "";
        }
        return digits.toString();
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) return text;
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    /** Any text with tokens in place of its numbers. */
    String words(String text) {
        return replaced(text, true, false);
    }

    /** Any text with tokens in place of the numbers that were learned: where other digits mean something else. */
    String known(String text) {
        return replaced(text, false, false);
    }

    private String knownWords(String text) {
        return replaced(text, true, true);
    }

    private String replaced(String text, boolean isAny, boolean isShort) {
        if (!hasDigits(text)) return text;
        StringBuilder told = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isEscape(text, at)) {
                told.append(text, at, at + 3);
                at += 3;
            } else if (c == '+' || c == '(' || isDigit(c)) {
                int end = span(told, text, at, isAny);
                at = end > at ? end : word(told, text, at, isAny, isShort);
            } else {
                at = word(told, text, at, isAny, isShort);
            }
        }
        return told.toString();
    }

    /** Appends the token of a number with separators that starts there; where it ends, or there when there is none. */
    private int span(StringBuilder told, String text, int start, boolean isAny) {
        boolean isPlus = text.charAt(start) == '+';
        int at = isPlus ? start + 1 : start;
        int end = start;
        StringBuilder digits = new StringBuilder();
        int limit = Math.min(text.length(), start + SPAN_MAX);
        for (; at < limit; at++) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                digits.append(c);
                end = at + 1;
            } else if (SEPARATORS.indexOf(c) < 0) {
                break;
            }
        }
        boolean isCut = end < text.length() && isWord(text.charAt(end));
        if (isCut || digits.length() < RUN_MIN || digits.length() > RUN_MAX) return start;
        String number = digits.toString();
        if (!(isPlus && isAny) && !known.contains(hidden(number))) return start;
        told.append(isPlus ? "+" : "").append(tokens.of(number));
        return end;
    }

    /** Appends the word that starts there, or the one character that is none, and tells where it ends. */
    private int word(StringBuilder told, String text, int start, boolean isAny, boolean isShort) {
        int end = start;
        boolean isHexadecimal = true;
        boolean hasLetters = false;
        while (end < text.length() && isWord(text.charAt(end))) {
            char c = text.charAt(end++);
            hasLetters |= !isDigit(c);
            isHexadecimal &= Character.digit(c, 16) >= 0;
        }
        if (end == start) {
            told.append(text.charAt(start));
            return start + 1;
        }
        boolean mayBeNumber = isAny && !(isHexadecimal && hasLetters);
        if (isShort && !hasLetters && known.contains(text.substring(start, end))) {
            told.append(tokens.of(text.substring(start, end)));
            return end;
        }
        int at = start;
        while (at < end) {
            int run = at;
            while (run < end && isDigit(text.charAt(run))) run++;
            if (run == at) told.append(text.charAt(at++));
            else digits(told, text, at, run, mayBeNumber);
            at = Math.max(at, run);
        }
        return end;
    }

    /** Appends a run of digits: as a number, or with the numbers in it that were learned, or as it is. */
    private void digits(StringBuilder told, String text, int start, int end, boolean mayBeNumber) {
        int from = start;
        for (int at = start + RUN_MIN; at <= end && !known.isEmpty(); at++) {
            if (at - from < RUN_MIN || !known.contains(text.substring(at - RUN_MIN, at))) continue;
            told.append(tokens.of(text.substring(from, at)));
            from = at;
        }
        boolean isNumber = mayBeNumber && end - from >= RUN_MIN && end - from <= RUN_MAX;
        told.append(isNumber ? tokens.of(text.substring(from, end)) : text.substring(from, end));
    }

    private static boolean hasDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) return true;
        }
        return false;
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && isHexadecimal(text.charAt(at + 1))
                && isHexadecimal(text.charAt(at + 2));
    }

    private static boolean isHexadecimal(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
