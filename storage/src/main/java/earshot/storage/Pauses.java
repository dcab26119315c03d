// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * Silence that a sender did not send.
 *
 * @param count pauses of 200 ms or more
 * @param ms their length together, ms
 * @param maxMs the longest, ms
 */
public record Pauses(long count, double ms, double maxMs) {}
