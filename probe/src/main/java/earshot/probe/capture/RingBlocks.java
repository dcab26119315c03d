// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that the kernel puts packets into (packet(7), {@code TPACKET_V3}): blocks that it fills in turn, hands over by
 * a word at their head, and takes back by the same word. They are copied out slice by slice, in the order of the kernel, and
 * given back with the last octet, however long the packets are worked on.
 *
 * <pre>
 *  0 version, octets to private room      12 packets
 *  8 status: whose the block is           16 octets to the first, 20 octets in use
 * </pre>
 */
final class RingBlocks {
    /** Most octets of a block. */
    static final int BLOCK_LENGTH_MAX = 1 << 20;

    /** Octets copied at once: a group of voice packets, which stay in the processor's nearest cache until they are looked at. */
    static final int SLICE_LENGTH = 1 << 13;

    static final RingBlocks NONE = new RingBlocks(ByteBuffer.allocateDirect(0), 1);

    private static final VarHandle INT32 = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final int STATUS = 8;
    private static final int PACKETS = 12;
    private static final int FIRST = 16;
    private static final int LENGTH = 20;
    private static final int HEADER_LENGTH = 48;
    private static final int STATUS_USER = 1;

    private final ByteBuffer memory;
    private final int blockLength;
    private final int blocks;
    private int block;
    private boolean isOpen; // begun and not given back
    private int copied; // up to where of the memory
    private int end; // of what the block holds

    RingBlocks(ByteBuffer memory, int blockLength) {
        this.memory = memory;
        this.blockLength = blockLength;
        this.blocks = memory.capacity() / blockLength;
    }

    /** Copies what comes next; false when the kernel has handed over no more. */
    boolean copyNext(RingSlice slice) {
        int rest = slice.rest();
        if (isOpen && slice.wantsMore() && rest < slice.bytes().length && copied - rest < end) {
            copied -= rest;
            copy(slice, rest < SLICE_LENGTH ? SLICE_LENGTH : slice.bytes().length);
            return true;
        }
        if (slice.wantsMore()) slice.giveUp(); // packets that are in no block
        if (isOpen) giveBack();
        return isNextBegun(slice);
    }

    private boolean isNextBegun(RingSlice slice) {
        for (int i = 0; i < blocks; i++) {
            int start = block * blockLength;
            if (((int) INT32.getAcquire(memory, start + STATUS) & STATUS_USER) == 0) return false;
            int first = (int) INT32.get(memory, start + FIRST);
            int length = (int) INT32.get(memory, start + LENGTH);
            slice.begin((int) INT32.get(memory, start + PACKETS));
            isOpen = true;
            if (first >= HEADER_LENGTH && first < length && length <= blockLength && slice.wantsMore()) {
                copied = start + first;
                end = start + length;
                copy(slice, SLICE_LENGTH);
                return true;
            }
            if (slice.wantsMore()) slice.giveUp();
            giveBack();
        }
        return false;
    }

    private void copy(RingSlice slice, int most) {
        int length = Math.min(most, end - copied);
        memory.get(copied, slice.bytes(), 0, length);
        slice.copied(length);
        copied += length;
        if (copied == end) giveBack();
    }

    private void giveBack() {
        INT32.setRelease(memory, block * blockLength + STATUS, 0);
        block = block + 1 == blocks ? 0 : block + 1;
        isOpen = false;
    }
}
