// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Packets that came, but too late to be played: what emulated playout buffers would have thrown away.
 *
 * @param fixed50 by a fixed buffer of 50 ms
 * @param fixed200 by a fixed buffer of 200 ms
 * @param adaptive by a buffer that follows the jitter
 */
public record LateCounts(long fixed50, long fixed200, long adaptive) {

    public static final LateCounts NONE = new LateCounts(0, 0, 0);

    public LateCounts plus(LateCounts other) {
        return new LateCounts(fixed50 + other.fixed50, fixed200 + other.fixed200, adaptive + other.adaptive);
    }
}
