// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * This is a map of packets in chunks of run lengths and bit vectors (RFC 3611 §4.1), counted and not unrolled.
 *
 * <pre>
 * |0| bit | run length 14 |    so many packets with that bit
 * |1| bit vector 15       |    one bit for each packet, the first one highest
 * |0 ...                0 |    the end
 * </pre>
 */
final class XrRuns {
    private XrRuns() {}

    /**
     * How many packets of the map have the bit 0: lost in a loss map, duplicated in a duplicate map. Chunks that run past
     * the packets covered are cut there.
     *
     * @param at where the chunks start
     * @param end where the block ends
     * @param packets how many packets the block covers
     */
    static int zeros(byte[] bytes, int at, int end, int packets) {
        int zeros = 0;
        int left = packets;
        for (int chunk = at; chunk + 2 <= end && left > 0; chunk += 2) {
            int word = Bytes.u16(bytes, chunk);
            if (word == 0) break;
            boolean isVector = (word & 0x8000) != 0;
            int length = Math.min(left, isVector ? 15 : word & 0x3FFF);
            if (isVector) zeros += length - Integer.bitCount((word & 0x7FFF) >>> (15 - length));
            else if ((word & 0x4000) == 0) zeros += length;
            left -= length;
        }
        return zeros;
    }
}
