// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

/** These are the words of a part of a text, what stands between blanks, one after the other. */
final class Words {
    private final String text;
    private final int end;
    private int from;
    private int to;

    Words(String text, int from, int end) {
        this.text = text;
        this.end = end;
        this.to = from;
    }

    /** Goes to the next word, the first one at first; false behind the last. */
    boolean next() {
        from = to;
        while (from < end && text.charAt(from) <= ' ') from++;
        to = from;
        while (to < end && text.charAt(to) > ' ') to++;
        return to > from;
    }

    /** Goes past so many words. */
    Words skip(int count) {
        for (int i = 0; i < count; i++) next();
        return this;
    }

    /** The next word; empty behind the last. */
    String nextText() {
        return next() ? text.substring(from, to) : "";
    }

    /** The word as a payload type. */
    String format() {
        return MediaLine.format(text, from, to);
    }

    /** The word as a number as {@link SdpParser#number} has it. */
    int number(int max) {
        return SdpParser.number(text, from, to, max);
    }

    /** Where the word starts in the text. */
    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
