// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A piece of a block of the kernel's ring, copied out, and the walk over its packets, which stay where they lie in it.
 *
 * <p>Before each packet is a header in the machine's byte order (linux/if_packet.h, {@code tpacket3_hdr}) and an address:
 *
 * <pre>
 *  0 octets to the next header, 0 behind the last     24 octets to the frame (16 bits)
 *  4 time, s                                          32 VLAN tag as the card took it out: TCI
 *  8 time, ns                                         36 and its EtherType (16 bits)
 * 12 octets captured                                  48 sockaddr_ll; its octet 10 says which way the packet went
 * 16 octets on the wire                               68 room, of which 4 octets and the addresses take a tag put back
 * 20 status
 * </pre>
 *
 * <p>The kernel is believed, but not to the point of reading what is not there: every length is held against the piece.
 */
final class RingSlice {
    /** Most octets between two packets' beginnings that are not the packets' own: header, addresses, room, alignment. */
    static final int AROUND_PACKET_MAX = 256;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    private static final int ETHERNET = 1;
    private static final int HEADERS_LENGTH = 68;
    private static final int PACKET_TYPE = 48 + 10;
    private static final byte PACKET_OUTGOING = 4;
    private static final int VLAN_VALID = 1 << 4;
    private static final int VLAN_TPID_VALID = 1 << 6;
    private static final int DOT1Q = 0x8100;
    private static final int ADDRESSES_LENGTH = 12;
    private static final int TAG_LENGTH = 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final byte[] bytes;
    private final int snapLength;
    private final boolean skipsOutgoing;
    private int position;
    private int limit;
    private int packetsLeft; // of the block, whichever slice they come in
    private long damaged;

    /**
     * @param snapLength more is not handed out of a packet
     * @param skipsOutgoing on the loopback interface, where each packet that goes out comes in again
     */
    RingSlice(int snapLength, boolean skipsOutgoing) {
        this.bytes = new byte[Math.max(RingBlocks.SLICE_LENGTH, snapLength + AROUND_PACKET_MAX)];
        this.snapLength = snapLength;
        this.skipsOutgoing = skipsOutgoing;
    }

    /** The array to copy a piece into. */
    byte[] bytes() {
        return bytes;
    }

    /** A new block has so many packets. */
    void begin(int packets) {
        packetsLeft = packets;
        position = 0;
        limit = 0;
    }

    /** So many octets were copied into the array. */
    void copied(int length) {
        position = 0;
        limit = length;
    }

    /** Whether packets of the block are in no slice yet that was walked. */
    boolean wantsMore() {
        return packetsLeft > 0;
    }

    /** Octets at the end that no packet was found in, to be copied again; negative when the next packet begins behind them. */
    int rest() {
        return limit - position;
    }

    /** Gives the rest of the block up, since it cannot be what the kernel writes. */
    void giveUp() {
        packetsLeft = 0;
        damaged++;
    }

    /** Blocks given up so far. */
    long damaged() {
        return damaged;
    }

    /** Puts the next packets that lie whole in the slice into the group; false when there are none. */
    boolean walk(PacketGroup group) {
        group.begin(bytes, ETHERNET);
        while (packetsLeft > 0 && !group.isFull() && limit - position >= HEADERS_LENGTH) {
            int at = position;
            int next = (int) INT32.get(bytes, at);
            int captured = (int) INT32.get(bytes, at + 12);
            int frame = at + ((short) INT16.get(bytes, at + 24) & 0xFFFF);
            boolean isLast = next == 0;
            boolean isNextBehind =
                    isLast || (next >= frame - at + (long) captured && next < RingBlocks.BLOCK_LENGTH_MAX);
            if (captured < 0 || frame - at < HEADERS_LENGTH || !isNextBehind) {
                giveUp();
                break;
            }
            if (captured > limit - frame) break;
            packetsLeft = isLast ? 0 : packetsLeft - 1;
            position = isLast ? limit : at + next;
            if (skipsOutgoing && bytes[at + PACKET_TYPE] == PACKET_OUTGOING) continue;
            add(group, at, frame, captured);
        }
        return group.size() > 0;
    }

    private void add(PacketGroup group, int at, int frame, int captured) {
        long nanos =
                ((int) INT32.get(bytes, at + 4) & 0xFFFF_FFFFL) * NANOS_PER_SECOND + (int) INT32.get(bytes, at + 8);
        int original = (int) INT32.get(bytes, at + 16);
        int status = (int) INT32.get(bytes, at + 20);
        if ((status & VLAN_VALID) != 0 && captured >= ADDRESSES_LENGTH) {
            putTagBack(at, frame, status);
            group.add(frame - TAG_LENGTH, Math.min(captured + TAG_LENGTH, snapLength), original + TAG_LENGTH, nanos);
        } else {
            group.add(frame, Math.min(captured, snapLength), original, nanos);
        }
    }

    /** The addresses move to the front, and the tag comes where they ended. */
    private void putTagBack(int at, int frame, int status) {
        int control = (int) INT32.get(bytes, at + 32);
        int type = (status & VLAN_TPID_VALID) == 0 ? DOT1Q : (short) INT16.get(bytes, at + 36);
        System.arraycopy(bytes, frame, bytes, frame - TAG_LENGTH, ADDRESSES_LENGTH);
        int tag = frame - TAG_LENGTH + ADDRESSES_LENGTH;
        bytes[tag] = (byte) (type >> 8);
        bytes[tag + 1] = (byte) type;
        bytes[tag + 2] = (byte) (control >> 8);
        bytes[tag + 3] = (byte) control;
    }
}
