// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * How far a stream has come: its packet with the highest sequence number.
 *
 * @param highest sequence number, extended by 65536 for each time that it began anew since the stream's start or since
 *     its last restart
 * @param timestamp of that packet, 32 bits
 */
public record SequencePosition(long highest, long timestamp) {}
