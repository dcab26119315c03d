// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * Key presses and tones of a stream (RFC 4733), each counted once; which keys is nowhere.
 *
 * @param ms their length together; 0 where the payload is encrypted
 */
public record TelephoneEventCounts(long count, double ms) {}
