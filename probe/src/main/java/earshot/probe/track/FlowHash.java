// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;

/**
 * Places for flows in tables, unpredictable for those who send packets: three multiplications that do not wait for each
 * other, each of two numbers that nobody outside knows, and a mix.
 */
final class FlowHash {
    private static final int SEEDS = 6;

    private final long[] seeds = new long[SEEDS];

    FlowHash(long seed) {
        for (int i = 0; i < SEEDS; i++) seeds[i] = mix(seed + i);
    }

    int of(Flow flow, int number) {
        return of(
                flow.sourceHigh(),
                flow.sourceLow(),
                flow.destinationHigh(),
                flow.destinationLow(),
                portsAndNumber(flow, number),
                flow.network());
    }

    int of(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long numbers, long network) {
        long source = fold(sourceHigh ^ seeds[0], sourceLow ^ seeds[1]);
        long destination = fold(destinationHigh ^ seeds[2], destinationLow ^ seeds[3]);
        long rest = fold(numbers ^ seeds[4], network ^ seeds[5]);
        return (int) mix(source ^ Long.rotateLeft(destination, 32) ^ rest);
    }

    /** One number for a key whose addresses are in one number already; all bits of it are as good as any. */
    long ofAll(long addresses, long numbers, long network) {
        long folded = fold(addresses ^ seeds[0], numbers ^ seeds[1]);
        return fold(folded ^ seeds[2], network ^ seeds[3]);
    }

    /** One number for the addresses of both ends. */
    long ofAddresses(Flow flow) {
        long source = fold(flow.sourceHigh() ^ seeds[0], flow.sourceLow() ^ seeds[1]);
        long destination = fold(flow.destinationHigh() ^ seeds[2], flow.destinationLow() ^ seeds[3]);
        return mix(source ^ Long.rotateLeft(destination, 32));
    }

    /** What a key holds besides addresses and network. */
    static long portsAndNumber(Flow flow, int number) {
        return (long) flow.sourcePort() << 48 | (long) flow.destinationPort() << 32 | (number & 0xFFFF_FFFFL);
    }

    /** Both halves of a product of 128 bits, so that no bit of a factor is lost. */
    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }

    /** The finaliser of SplitMix64: every input bit reaches every output bit. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
