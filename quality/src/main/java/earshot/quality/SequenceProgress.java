// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * How far a stream has come at one of its packets, from its start on: for comparing with what its receiver says of the
 * same packets (RFC 3550 section 6.4.1).
 *
 * @param expected packets up to that one, itself included, summed over restarts
 * @param lost those of them that have not come
 * @param duplicate packets that came twice so far
 */
public record SequenceProgress(long expected, long lost, long duplicate) {}
