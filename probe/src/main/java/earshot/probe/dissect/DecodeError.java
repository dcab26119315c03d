// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

/**
 * One packet that could not be read, or not wholly.
 *
 * @param packet its number in the order of reading, from 1; 0 when the error is of no one packet
 * @param layer file, link, ip, udp, tcp, sip, sdp, rtp, rtcp, hep, probe
 */
public record DecodeError(long packet, String layer, String reason) {}
