// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import java.util.Arrays;
import java.util.BitSet;

/** This is a datagram of which not all fragments are here yet. Offsets count in units of eight octets. */
final class FragmentedDatagram {
    private static final int UNIT = 8;
    private static final int OVERHEAD = 1536; // header, bits of 64 KiB, and objects
    private static final int IPV4_HEADER_LENGTH = 20;

    private final long firstMicros;
    private final BitSet present = new BitSet();
    private byte[] header = {};
    private byte[] data = {};
    private int protocol;
    private int totalLength = -1;
    private int unitsPresent;
    private int fragments;
    private boolean overlapping;
    private boolean givenUp;

    FragmentedDatagram(long firstMicros) {
        this.firstMicros = firstMicros;
    }

    /** Takes the octets that were not there yet; false when the fragment lies past the end of the datagram. */
    boolean add(IpPacket fragment) {
        int offset = fragment.fragmentOffset();
        int end = offset + fragment.claimedLength();
        if (totalLength < 0 && !fragment.hasMoreFragments()) totalLength = end;
        if (totalLength >= 0 && (end > totalLength || present.length() * UNIT > roundUp(totalLength))) return false;
        if (offset == 0 && header.length == 0) keepHeader(fragment);
        if (end > data.length) data = Arrays.copyOf(data, end);
        int before = unitsPresent;
        for (int at = offset; at < end; at += UNIT) {
            put(fragment.bytes(), fragment.payloadOffset() + at - offset, at, Math.min(UNIT, end - at));
        }
        if (unitsPresent > before) fragments++;
        return true;
    }

    private void put(byte[] bytes, int from, int at, int count) {
        if (present.get(at / UNIT)) {
            overlapping |= !Arrays.equals(data, at, at + count, bytes, from, from + count);
            return;
        }
        System.arraycopy(bytes, from, data, at, count);
        present.set(at / UNIT);
        unitsPresent++;
    }

    private static int roundUp(int length) {
        return (length + UNIT - 1) / UNIT * UNIT;
    }

    private void keepHeader(IpPacket fragment) {
        int length = fragment.version() == 4 ? IPV4_HEADER_LENGTH : IpPacket.IPV6_HEADER_LENGTH;
        header = Arrays.copyOfRange(fragment.bytes(), fragment.offset(), fragment.offset() + length);
        protocol = fragment.protocol();
    }

    boolean isComplete() {
        return totalLength >= 0 && unitsPresent * UNIT == roundUp(totalLength);
    }

    /** How many fragments brought something new: copies that a mirror port makes are not among them. */
    int fragments() {
        return fragments;
    }

    /** Keeps nothing but that there is nothing to wait for. */
    void giveUp() {
        givenUp = true;
        data = new byte[0];
        present.clear();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    boolean isOverlapping() {
        return overlapping;
    }

    long firstMicros() {
        return firstMicros;
    }

    int memory() {
        return data.length + OVERHEAD;
    }

    /** The packet as it would have come whole: the first fragment's header without options, then everything. */
    byte[] packet() {
        byte[] packet = Arrays.copyOf(header, header.length + totalLength);
        System.arraycopy(data, 0, packet, header.length, totalLength);
        if (header.length == IPV4_HEADER_LENGTH) {
            packet[0] = 0x45;
            put(packet, 2, packet.length);
            put(packet, 6, 0);
        } else {
            put(packet, 4, totalLength);
            packet[6] = (byte) protocol;
        }
        return packet;
    }

    private static void put(byte[] packet, int at, int value) {
        packet[at] = (byte) (value >> 8);
        packet[at + 1] = (byte) value;
    }
}
