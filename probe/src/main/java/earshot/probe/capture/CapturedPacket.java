// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.Arrays;

/**
 * One frame as captured. It is filled again and again: whoever reads it copies what must outlive the next {@link
 * PacketSource#advance()}.
 */
public final class CapturedPacket {
    private static final int CAPACITY_START = 2_048;

    private byte[] bytes = new byte[CAPACITY_START];
    private int capturedLength;
    private int originalLength;
    private int linkType;
    private long timeNanos;

    /** The array that holds the frame from index 0; only {@link #capturedLength()} bytes of it belong to this frame. */
    public byte[] bytes() {
        return bytes;
    }

    public int capturedLength() {
        return capturedLength;
    }

    /** Length on the wire; more than {@link #capturedLength()} when the capture was cut by its snap length. */
    public int originalLength() {
        return originalLength;
    }

    /** LINKTYPE number of the pcap registry. */
    public int linkType() {
        return linkType;
    }

    /** Capture time, nanoseconds since 1970 UTC. */
    public long timeNanos() {
        return timeNanos;
    }

    /** The array, made large enough for a frame of that many bytes; old contents are not kept. */
    byte[] room(int length) {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        return bytes;
    }

    void describe(int linkType, long timeNanos, int capturedLength, int originalLength) {
        this.linkType = linkType;
        this.timeNanos = timeNanos;
        this.capturedLength = capturedLength;
        this.originalLength = Math.max(capturedLength, originalLength);
    }

    /** Moves the packet in time. */
    public void shift(long nanos) {
        timeNanos += nanos;
    }

    /** Fills this packet with the given frame. */
    public void set(int linkType, long timeNanos, byte[] frame, int originalLength) {
        System.arraycopy(frame, 0, room(frame.length), 0, frame.length);
        describe(linkType, timeNanos, frame.length, originalLength);
    }

    /** Becomes the same as another packet. */
    public void copy(CapturedPacket other) {
        System.arraycopy(other.bytes, 0, room(other.capturedLength), 0, other.capturedLength);
        describe(other.linkType, other.timeNanos, other.capturedLength, other.originalLength);
    }

    /** A copy of the captured bytes, for what must outlive this packet. */
    public byte[] copyOfBytes() {
        return Arrays.copyOf(bytes, capturedLength);
    }
}
