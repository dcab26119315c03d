// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** This is how a test sees what code allocates: the JVM's own count of bytes for the current thread. */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_ROUNDS = 2_000;

    private AllocationMeter() {}

    /**
     * Bytes allocated by so many rounds after a warm-up. A decoder that allocates one object per round shows 16 bytes a
     * round or more, so "less than one byte a round" means none; the meter itself costs a few hundred in all.
     */
    public static long allocatedBytes(int rounds, Runnable code) {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) code.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) code.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
