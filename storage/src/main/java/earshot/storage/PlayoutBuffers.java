// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * The playout buffers that were emulated on a stream, and how many packets each would have discarded.
 *
 * @param shortMs depth of the fixed one that is scored, ms
 * @param longMs depth of the other fixed one, ms
 * @param adaptiveMinMs least delay of the one that follows the jitter, ms
 * @param adaptiveMaxMs most delay of it, ms
 * @param lateShort packets too late for the short one
 * @param lateLong packets too late for the long one
 * @param lateAdaptive packets too late for the adaptive one
 */
public record PlayoutBuffers(
        int shortMs,
        int longMs,
        int adaptiveMinMs,
        int adaptiveMaxMs,
        long lateShort,
        long lateLong,
        long lateAdaptive) {}
