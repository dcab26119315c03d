// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * This is what runs a target and measures it: an input may cost work and memory in proportion to its length, and no
 * more.
 */
public final class Watch {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS_FREE = 100_000;
    /** The first runs also load classes; what remains is the input's own. */
    private static final int ROUNDS_MAX = 4;

    private final FuzzTarget target;
    private final int octetsFactor;
    private final Cost ofNothing;

    /**
     * What a run cost.
     *
     * @param steps rounds of loops, calls, and octets searched
     * @param octets allocated
     */
    public record Cost(long steps, long octets) {}

    /** Measures the target with no input first. */
    public Watch(FuzzTarget target) {
        this(target, 1);
    }

    /**
     * Allows so many times the octets: the fuzzer's own hooks allocate in between, but far less than a length field does
     * that is believed.
     */
    Watch(FuzzTarget target, int octetsFactor) {
        this.target = target;
        this.octetsFactor = octetsFactor;
        this.ofNothing = leastCost(new byte[0]);
    }

    /** Runs an input; an AssertionError says what was wrong. */
    public void run(byte[] input) {
        long octetsMax = ofNothing.octets
                + (target.allocationFree() + (long) target.allocationPerOctet() * input.length) * octetsFactor;
        long stepsMax = ofNothing.steps + STEPS_FREE + (long) target.stepsPerOctet() * input.length;
        Cost cost = cost(input);
        for (int round = 1; round < ROUNDS_MAX && cost.octets > octetsMax; round++) cost = cost(input);
        if (cost.octets > octetsMax) throw tooMuch("octets allocated", cost.octets, octetsMax, input);
        if (cost.steps > stepsMax) throw tooMuch("steps", cost.steps, stepsMax, input);
    }

    private static AssertionError tooMuch(String what, long cost, long max, byte[] input) {
        return new AssertionError(cost + " " + what + " for " + input.length + " octets of input, at most " + max);
    }

    /** The cost without what happens only once. */
    Cost leastCost(byte[] input) {
        Cost least = cost(input);
        for (int round = 1; round < ROUNDS_MAX; round++) {
            Cost cost = cost(input);
            if (cost.octets < least.octets) least = cost;
        }
        return least;
    }

    private Cost cost(byte[] input) {
        long octets = THREADS.getCurrentThreadAllocatedBytes();
        long steps = Work.steps();
        target.run(input);
        return new Cost(Work.steps() - steps, THREADS.getCurrentThreadAllocatedBytes() - octets);
    }
}
