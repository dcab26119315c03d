// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * One side of a call went on from another address.
 *
 * @param party caller or callee
 * @param what contact or media
 * @param afterMs ms after the start of the call
 */
public record MoveRow(String party, String what, String from, String to, double afterMs) {}
