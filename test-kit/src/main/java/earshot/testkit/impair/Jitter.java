// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

/**
 * This is delay that a network adds: what shape it has, and two figures of it in ms. Each delay is made of two random
 * numbers, whatever its shape; {@link StrictMath}, so that every machine rounds alike.
 */
record Jitter(Shape shape, double meanMs, double spreadMs) {
    /** One packet in so many is a spike. */
    private static final double SPIKE_SHARE = 0.02;
    /** Pareto's tail ends at so many times its mean, else one packet might be late by hours. */
    private static final double TAIL_MAX = 40;

    /** How delays are spread. */
    enum Shape {
        NONE,
        NORMAL,
        /** Mean, and as much less or more as the spread. */
        UNIFORM,
        /** The mean is the least delay, the spread the mean of what comes on top. */
        EXPONENTIAL,
        /** As exponential, of shape 2: the sum of two queues. */
        GAMMA,
        /** As exponential, with a tail so heavy that it has no variance (Lomax, shape 2). */
        PARETO,
        /** The mean, and one packet in fifty by anything up to the spread more. */
        SPIKES
    }

    /** A delay of two numbers from 0 to less than 1, not negative. */
    double ms(double first, double second) {
        double delay =
                switch (shape) {
                    case NONE -> 0;
                    // Box and Muller's transform
                    case NORMAL ->
                        meanMs
                                + spreadMs
                                        * StrictMath.sqrt(-2 * StrictMath.log(1 - first))
                                        * StrictMath.cos(2 * Math.PI * second);
                    case UNIFORM -> meanMs + spreadMs * (2 * first - 1);
                    case EXPONENTIAL -> meanMs - spreadMs * StrictMath.log(1 - first);
                    case GAMMA -> meanMs - spreadMs / 2 * StrictMath.log((1 - first) * (1 - second));
                    case PARETO -> meanMs + spreadMs * Math.min(TAIL_MAX, 1 / StrictMath.sqrt(1 - first) - 1);
                    case SPIKES -> first < SPIKE_SHARE ? meanMs + spreadMs * second : meanMs;
                };
        return Math.max(0, delay);
    }
}
