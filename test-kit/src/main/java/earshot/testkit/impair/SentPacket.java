// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

/**
 * This is a packet as its sender knows it.
 *
 * @param run which of the sender's runs of sequence numbers it is in: it begins another when it starts over
 * @param clockRate of its timestamp, Hz; 0 when that stands still or keeps no time, as in telephone events and comfort noise
 */
record SentPacket(CaptureFile.Packet packet, int run, int clockRate) {}
