// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import java.util.List;

/**
 * This is one entry of Earshot under attack. {@link #run} turns any octets into calls, and throws an AssertionError when
 * an answer cannot be right; that nothing else is thrown, and that work and memory stay in proportion to the input, is
 * watched by {@link Watch}.
 */
public interface FuzzTarget {
    /** Takes any input; objects are made anew each time, so that an input fails alone or not at all. */
    void run(byte[] input);

    /** Good inputs to start from. */
    List<byte[]> seeds();

    /** Octets that may be allocated for any input, beyond what an empty one costs. */
    default int allocationFree() {
        return 64 << 10;
    }

    /** Octets that may be allocated for one octet of input, beyond that. */
    default int allocationPerOctet() {
        return 16;
    }

    /** Steps (rounds of loops, calls, octets searched) that one octet of input may cost, beyond 100,000. */
    default int stepsPerOctet() {
        return 400;
    }
}
