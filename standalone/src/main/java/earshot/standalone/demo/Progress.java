// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Lines on a terminal that say what is being started, where it listens, and how long it took. */
final class Progress {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Something that started, described by where it is. */
    interface Started<T> {
        String at(T started);
    }

    <T> T step(String name, Callable<T> start, Started<T> describe) throws Exception {
        long startNanos = System.nanoTime();
        T started = start.call();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(Locale.ROOT, "  %-11s %-44s %5.1f s%n", name, describe.at(started), seconds);
        out.flush();
        return started;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
