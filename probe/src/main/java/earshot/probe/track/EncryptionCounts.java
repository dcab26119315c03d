// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

/**
 * What the lengths of a stream's packets say of SRTP in one interval.
 *
 * @param clear packets exactly as long as the frames of their codec
 * @param tagged packets longer than that by an authentication tag
 */
public record EncryptionCounts(long clear, long tagged) {}
