// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * These are the blocks of a payload with redundancy, read in place (RFC 2198 §3): older data once more, the oldest
 * first, and the new data last. Good until the bytes change.
 *
 * <pre>
 * |1| payload type 7 | timestamp offset 14 | length 10 |  one for each redundant block
 * |0| payload type 7 |                                    the primary block: all that is left
 * </pre>
 */
public final class RedundantBlocks {
    /** Redundant blocks told apart; senders use one or two, and more than that is broken or hostile. */
    public static final int DEPTH_MAX = 16;

    private static final int HEADER = 4;

    private final int[] offsetTicks = new int[DEPTH_MAX];
    private int depth;
    private int primaryType;
    private int primaryLength;

    /**
     * Reads the block headers.
     *
     * @param captured octets of the payload there are to read
     * @param claimed octets of the payload there were on the wire
     * @return false when the headers do not fit, or the blocks are longer than the payload
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int claimed) {
        int at = offset;
        int end = offset + Math.min(captured, claimed);
        int data = 0;
        depth = 0;
        while (at < end && (bytes[at] & 0x80) != 0) {
            if (at + HEADER > end || depth == DEPTH_MAX) return false;
            int word = Bytes.i32(bytes, at);
            offsetTicks[depth++] = word >>> 10 & 0x3FFF;
            data += word & 0x3FF;
            at += HEADER;
        }
        if (at >= end) return false;
        primaryType = bytes[at];
        primaryLength = claimed - (at + 1 - offset) - data;
        return primaryLength >= 0;
    }

    /** Payload type of the new data, 0 to 127. */
    public int primaryType() {
        return primaryType;
    }

    /** Octets of the new data. */
    public int primaryLength() {
        return primaryLength;
    }

    /** Redundant blocks, 0 to {@link #DEPTH_MAX}. */
    public int depth() {
        return depth;
    }

    /** How many ticks a redundant block is older than the packet, 0 to 16383. */
    public int offsetTicks(int block) {
        return offsetTicks[block];
    }
}
