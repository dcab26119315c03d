// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.number;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * This is what stands for a telephone number: its first digits in clear, which tell country and routing, and for the
 * last {@value #HIDDEN_DIGITS}, or all of a shorter number, a keyed hash. {@code +49301234567} becomes
 * {@code +493~kdnbtqmrgvfhjcps}.
 *
 * <p>The hash depends on the key and the hidden digits alone, so that one number has one token in every probe with the
 * same key, and a number written as {@code +4930...} and as {@code 030...} still ends alike. Without the key nobody can
 * tell by trying which number it is. It has no digits, so that no token is taken for a number. Used by one thread.
 */
public final class NumberTokens {
    /** So many digits at the end of a number are hidden: those of a subscriber in most plans. */
    public static final int HIDDEN_DIGITS = 7;

    /** A shorter key can be guessed by trying, octets. */
    public static final int KEY_OCTETS_MIN = 16;

    /** What stands before the letters of a token: allowed in the user part of a URI and in a Call-ID. */
    public static final char MARK = '~';

    /** Sixteen letters without vowels: no word comes up by chance. */
    private static final String LETTERS = "bcdfghjkmnpqrstv";

    private static final int LETTERS_LENGTH = 16; // 64 bits
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "earshot number ".getBytes(StandardCharsets.US_ASCII);
    private static final int REMEMBERED_MAX = 4_096;

    private final Mac mac;
    private final Map<String, String> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /**
     * Makes tokens with a key.
     *
     * @throws IllegalArgumentException if it is shorter than {@value #KEY_OCTETS_MIN} octets
     */
    public NumberTokens(byte[] key) {
        if (key.length < KEY_OCTETS_MIN) {
            throw new IllegalArgumentException("a key of fewer than " + KEY_OCTETS_MIN + " octets");
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The token of a number that is written as digits alone; a plus sign is the caller's to keep. */
    String of(String digits) {
        int clear = Math.max(0, digits.length() - HIDDEN_DIGITS);
        return digits.substring(0, clear) + MARK + letters(digits.substring(clear));
    }

    private String letters(String hidden) {
        return remembered.computeIfAbsent(hidden, this::hash);
    }

    private String hash(String hidden) {
        mac.update(PURPOSE);
        byte[] hash = mac.doFinal(hidden.getBytes(StandardCharsets.US_ASCII));
        StringBuilder letters = new StringBuilder(LETTERS_LENGTH);
        for (int i = 0; i < LETTERS_LENGTH; i++) {
            int octet = hash[i / 2];
            letters.append(LETTERS.charAt((i % 2 == 0 ? octet >> 4 : octet) & 15));
        }
        return letters.toString();
    }

    /** Where the token in a user part begins, at its mark; -1 when there is none. */
    public static int indexIn(String user) {
        for (int mark = user.indexOf(MARK); mark >= 0; mark = user.indexOf(MARK, mark + 1)) {
            int end = mark + 1;
            while (end < user.length() && end <= mark + LETTERS_LENGTH && LETTERS.indexOf(user.charAt(end)) >= 0) end++;
            if (end == mark + 1 + LETTERS_LENGTH && end == user.length()) return mark;
        }
        return -1;
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "NumberTokens";
    }
}
