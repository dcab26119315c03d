// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.Arrays;

/**
 * One frame as captured: its bytes in place, wherever the source has them, or in an array of its own. It is filled again
 * and again: whoever reads it copies what must outlive the next {@link PacketSource#advance()}.
 */
public final class CapturedPacket {
    /** In place of a link type: the bytes are a HEP packet as an agent sent it. Link types have 16 bits. */
    public static final int HEP = 1 << 16;

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int offset;
    private int capturedLength;
    private int originalLength;
    private int linkType;
    private long timeNanos;
    private boolean afterDrop;
    private byte[] room = NONE;

    /**
     * The array that holds the frame; only {@link #capturedLength()} bytes from {@link #offset()} on belong to this frame.
     */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the frame starts in {@link #bytes()}. */
    public int offset() {
        return offset;
    }

    public int capturedLength() {
        return capturedLength;
    }

    /** Length on the wire; more than {@link #capturedLength()} when the capture was cut by its snap length. */
    public int originalLength() {
        return originalLength;
    }

    /** LINKTYPE number of the pcap registry, or {@link #HEP}. */
    public int linkType() {
        return linkType;
    }

    /** Capture time, nanoseconds since 1970 UTC. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Whether the source knows of packets lost since the one before, so that its drops should be asked for. */
    public boolean isAfterDrop() {
        return afterDrop;
    }

    void afterDrop(boolean afterDrop) {
        this.afterDrop = afterDrop;
    }

    /** Points at a frame that stays where it is until the source advances. Nothing is copied. */
    void view(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        capturedLength = length;
    }

    /** As {@link #view}, with a copy of the bytes, for a frame that does not stay where it is. */
    void keep(byte[] frame, int at, int length) {
        if (room.length < length) room = new byte[Math.max(length, 2 * room.length)];
        System.arraycopy(frame, at, room, 0, length);
        view(room, 0, length);
    }

    /** Tells of the frame what its bytes do not. */
    void describe(int linkType, long timeNanos, int originalLength) {
        this.linkType = linkType;
        this.timeNanos = timeNanos;
        this.originalLength = Math.max(capturedLength, originalLength);
    }

    /** Moves the packet in time. */
    public void shift(long nanos) {
        timeNanos += nanos;
    }

    /** Fills this packet with a copy of the given frame. */
    public void set(int linkType, long timeNanos, byte[] frame, int originalLength) {
        keep(frame, 0, frame.length);
        describe(linkType, timeNanos, originalLength);
    }

    /** Becomes the same as another packet, with the bytes in an array of its own. */
    public void copy(CapturedPacket other) {
        keep(other.bytes, other.offset, other.capturedLength);
        describe(other.linkType, other.timeNanos, other.originalLength);
    }

    /** A copy of the captured bytes, for what must outlive this packet. */
    public byte[] copyOfBytes() {
        return Arrays.copyOfRange(bytes, offset, offset + capturedLength);
    }
}
