// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import java.util.Locale;

/**
 * These are the calls into the JDK that take longer for longer texts but allocate nothing, so that neither a count of
 * our loops nor a count of octets allocated would show them. {@link CountingLoader} puts them in the place of the
 * originals: the first parameter is the object that was called.
 */
public final class CountedCalls {
    private CountedCalls() {}

    public static int indexOf(String text, int c) {
        return searched(text, 0, text.indexOf(c));
    }

    public static int indexOf(String text, int c, int from) {
        return searched(text, from, text.indexOf(c, from));
    }

    public static int indexOf(String text, String part) {
        return searched(text, 0, text.indexOf(part));
    }

    public static int indexOf(String text, String part, int from) {
        return searched(text, from, text.indexOf(part, from));
    }

    public static int lastIndexOf(String text, int c) {
        Work.add(text.length());
        return text.lastIndexOf(c);
    }

    public static int lastIndexOf(String text, int c, int from) {
        Work.add(Math.min(from, text.length()));
        return text.lastIndexOf(c, from);
    }

    public static boolean contains(String text, CharSequence part) {
        Work.add(text.length());
        return text.contains(part);
    }

    public static boolean equals(String text, Object other) {
        Work.add(other instanceof String that && that.length() == text.length() ? text.length() : 1);
        return text.equals(other);
    }

    public static boolean equalsIgnoreCase(String text, String other) {
        Work.add(other != null && other.length() == text.length() ? text.length() : 1);
        return text.equalsIgnoreCase(other);
    }

    public static boolean startsWith(String text, String part) {
        Work.add(Math.min(text.length(), part.length()));
        return text.startsWith(part);
    }

    public static String strip(String text) {
        Work.add(text.length());
        return text.strip();
    }

    public static String trim(String text) {
        Work.add(text.length());
        return text.trim();
    }

    public static boolean isBlank(String text) {
        Work.add(text.length());
        return text.isBlank();
    }

    public static String toLowerCase(String text, Locale locale) {
        Work.add(text.length());
        return text.toLowerCase(locale);
    }

    public static String toUpperCase(String text, Locale locale) {
        Work.add(text.length());
        return text.toUpperCase(locale);
    }

    private static int searched(String text, int from, int found) {
        Work.add((found < 0 ? text.length() : found) - Math.max(0, from));
        return found;
    }
}
