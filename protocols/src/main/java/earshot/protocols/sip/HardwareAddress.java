// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

/**
 * This is how the hardware address of a telephone is found in the name of its program, where many makers write it: as
 * twelve hexadecimal digits, in pairs ({@code 00:04:f2:ab:cd:ef}), in fours ({@code 0004.f2ab.cdef}) or in halves
 * ({@code 0004f2-abcdef}), alone or behind letters ({@code SEP0004F2ABCDEF}).
 */
final class HardwareAddress {
    private static final int DIGITS = 12;
    private static final int[] GROUPS = {12, 6, 4, 2};

    private HardwareAddress() {}

    /** The text with {@link SipRedactor#MASK} in place of each hardware address. */
    static String masked(String text) {
        if (!mayBeIn(text, 0, text.length())) return text;
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int digitsEnd = digitsEnd(text, at, text.length());
            int start = start(text, at, digitsEnd);
            int end = digitsEnd == at ? -1 : end(text, start);
            if (end < 0) {
                at = Math.max(digitsEnd, at + 1);
                continue;
            }
            masked.append(text, copied, start).append(SipRedactor.MASK);
            copied = end;
            at = end;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Whether there are digits enough, which in most names there are not. */
    static boolean mayBeIn(String text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            if (isDigit(text.charAt(i))) digits++;
        }
        return digits >= DIGITS;
    }

    /** Behind the letters of a word that are digits by chance: the A and C of {@code MAC0004F2ABCDEF}. */
    private static int start(String text, int from, int digitsEnd) {
        int start = digitsEnd - DIGITS;
        if (start <= from) return from;
        for (int i = from; i < start; i++) {
            if (text.charAt(i) <= '9') return from;
        }
        return start;
    }

    /** Where the address ends that starts there; -1 when there is none. */
    private static int end(String text, int start) {
        for (int size : GROUPS) {
            int end = end(text, start, size);
            if (end >= 0) return end;
        }
        return -1;
    }

    private static int end(String text, int start, int size) {
        int at = start;
        char separator = 0;
        for (int group = 0; group < DIGITS / size; group++) {
            if (group == 1 && at < text.length()) separator = text.charAt(at);
            if (group > 0) {
                boolean goesOn = at < text.length() && text.charAt(at) == separator && isSeparator(separator, size);
                if (!goesOn) return -1;
                at++;
            }
            int end = digitsEnd(text, at, at + size + 1);
            if (end - at != size) return -1;
            at = end;
        }
        return at;
    }

    /** Versions have dots between groups of one to three digits, so a dot only separates fours. */
    private static boolean isSeparator(char c, int size) {
        return c == ':' || c == '-' || c == '_' || (c == '.' && size == 4);
    }

    private static int digitsEnd(String text, int from, int most) {
        int end = from;
        while (end < text.length() && end < most && isDigit(text.charAt(end))) end++;
        return end;
    }

    private static boolean isDigit(char c) {
        int letter = c | 0x20;
        return (c >= '0' && c <= '9') || (letter >= 'a' && letter <= 'f');
    }
}
