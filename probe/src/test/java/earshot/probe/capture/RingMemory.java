// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory as the kernel lays out a ring of TPACKET_V3 (net/packet/af_packet.c), written by hand. */
final class RingMemory {
    static final int BLOCK_LENGTH = 1 << 20;
    /** Of a header: where the next one is, how much was captured, where the frame is. */
    static final int NEXT = 0;

    static final int CAPTURED = 12;
    static final int MAC = 24;
    private static final int FIRST = 48;
    private static final int FRAME = 82; // behind header, address and what aligns the IP header

    final ByteBuffer memory;
    private int block;
    private int at;
    private int header;
    private int packets;

    RingMemory(int blocks) {
        memory = ByteBuffer.allocateDirect(blocks * BLOCK_LENGTH).order(ByteOrder.nativeOrder());
    }

    RingMemory block(int number) {
        block = number * BLOCK_LENGTH;
        at = block + FIRST;
        header = 0;
        packets = 0;
        return this;
    }

    /** What the kernel says of a packet beside its octets. */
    record About(long nanos, int original, int status, int tci, int tpid, int type) {
        static About at(long nanos, int original) {
            return new About(nanos, original, 1, 0, 0, 0);
        }

        About tagged(int tag, int etherType) {
            return new About(nanos, original, status | 0x10 | (etherType == 0 ? 0 : 0x40), tag, etherType, type);
        }

        /** 4 is outgoing. */
        About type(int direction) {
            return new About(nanos, original, status, tci, tpid, direction);
        }
    }

    RingMemory packet(byte[] frame, About about) {
        if (header != 0) memory.putInt(header, at - header);
        header = at;
        memory.putInt(at, 0);
        memory.putInt(at + 4, (int) (about.nanos / 1_000_000_000L));
        memory.putInt(at + 8, (int) (about.nanos % 1_000_000_000L));
        memory.putInt(at + CAPTURED, frame.length);
        memory.putInt(at + 16, about.original);
        memory.putInt(at + 20, about.status);
        memory.putShort(at + MAC, (short) FRAME);
        memory.putInt(at + 32, about.tci);
        memory.putShort(at + 36, (short) about.tpid);
        memory.put(at + 58, (byte) about.type);
        memory.put(at + FRAME, frame);
        at += (FRAME + frame.length + 7) / 8 * 8;
        packets++;
        return this;
    }

    /** Where the last packet's header is. */
    int header() {
        return header;
    }

    /** Hands the block over. */
    void done() {
        memory.putInt(block, 1);
        memory.putInt(block + 12, packets);
        memory.putInt(block + 16, FIRST);
        memory.putInt(block + 20, at - block);
        memory.putInt(block + 8, 1);
    }

    boolean isGivenBack(int number) {
        return memory.getInt(number * BLOCK_LENGTH + 8) == 0;
    }
}
