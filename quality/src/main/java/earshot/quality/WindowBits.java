// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/** The 128 bits of a window over a sequence, in two numbers: those next to its end, and those before. */
final class WindowBits {
    private WindowBits() {}

    /** How many are set from one bit to another, both counted in and as far as they are in the window. */
    static int count(long recent, long older, long from, long to) {
        return Long.bitCount(recent & between(from, to))
                + Long.bitCount(older & between(from - Long.SIZE, to - Long.SIZE));
    }

    private static long between(long from, long to) {
        if (from > to || to < 0 || from >= Long.SIZE) return 0;
        long below = from <= 0 ? 0 : (1L << from) - 1;
        long upTo = to >= Long.SIZE - 1 ? -1 : (1L << (to + 1)) - 1;
        return upTo & ~below;
    }
}
