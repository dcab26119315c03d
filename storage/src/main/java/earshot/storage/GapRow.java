// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * A pause between two packets of a stream.
 *
 * @param afterMs end of the interval in which it ended, ms after the start of the stream
 * @param lengthMs the pause
 */
public record GapRow(double afterMs, double lengthMs) {}
