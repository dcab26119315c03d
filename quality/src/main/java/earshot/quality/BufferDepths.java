// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * The playout buffers that are emulated: two of fixed depth and one that follows the jitter between two limits, ms.
 *
 * @param shortMs depth of the fixed buffer whose discards count in a score, 10 to 1000
 * @param longMs depth of the other, at least that of the short one
 * @param adaptiveMinMs least delay of the adaptive buffer, 0 to 1000
 * @param adaptiveMaxMs most delay of it, at least the least
 */
public record BufferDepths(int shortMs, int longMs, int adaptiveMinMs, int adaptiveMaxMs) {
    /** The shallow and the deep buffer of most telephones, and an adaptive one of 20 to 500 ms. */
    public static final BufferDepths DEFAULT = new BufferDepths(50, 200, 20, 500);

    /** Least and most depth of a fixed buffer, and most of the adaptive one. */
    public static final int DEPTH_MIN_MS = 10;

    public static final int DEPTH_MAX_MS = 1000;

    public BufferDepths {
        boolean fixed = shortMs >= DEPTH_MIN_MS && shortMs <= longMs && longMs <= DEPTH_MAX_MS;
        boolean adaptive = adaptiveMinMs >= 0 && adaptiveMinMs <= adaptiveMaxMs && adaptiveMaxMs <= DEPTH_MAX_MS;
        if (!fixed || !adaptive) {
            throw new IllegalArgumentException("buffers of " + shortMs + " and " + longMs + " ms, adaptive "
                    + adaptiveMinMs + " to " + adaptiveMaxMs + " ms");
        }
    }
}
