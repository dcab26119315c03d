// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

/**
 * This is the work that decoders have done, in steps: {@link CountingLoader} puts a {@link #step} into every method and
 * every loop. For one thread.
 */
public final class Work {
    private static long steps;

    private Work() {}

    /** One round of a loop, or one call. */
    public static void step() {
        steps++;
    }

    static void add(long count) {
        steps += Math.max(0, count);
    }

    /** Since the program began. */
    public static long steps() {
        return steps;
    }
}
