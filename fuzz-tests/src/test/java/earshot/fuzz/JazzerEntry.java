// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import org.jspecify.annotations.Nullable;

/** This is where the fuzzer enters: the name of the target is its one argument. */
public final class JazzerEntry {
    private static final int HOOKS_ALLOCATE_FACTOR = 64;

    private static @Nullable Watch watch;

    private JazzerEntry() {}

    /** Called once by the fuzzer. */
    public static void fuzzerInitialize(String[] arguments) {
        watch = new Watch(Targets.of(arguments[0]).load(), HOOKS_ALLOCATE_FACTOR);
    }

    /** Called by the fuzzer with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (watch != null) watch.run(input);
    }
}
