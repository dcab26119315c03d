// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/**
 * Packets that came one after the other and lie where the source has read them, in one array: so many that work on one of
 * them goes on while the processor waits for the memory of another. It is filled again and again; it never holds none once
 * it was filled.
 */
public final class PacketGroup {
    /** Most packets in one. */
    public static final int SIZE_MAX = 32;

    private static final byte[] NONE = {};

    private final int[] offsets = new int[SIZE_MAX];
    private final int[] capturedLengths = new int[SIZE_MAX];
    private final int[] originalLengths = new int[SIZE_MAX];
    private final long[] timesNanos = new long[SIZE_MAX];
    private final CapturedPacket packet = new CapturedPacket();
    private byte[] bytes = NONE;
    private int linkType;
    private boolean afterDrop;
    private int size;

    /** Becomes a group of one packet, whose bytes stay where they are. */
    public void set(CapturedPacket only) {
        begin(only.bytes(), only.linkType());
        afterDrop = only.isAfterDrop();
        add(only.offset(), only.capturedLength(), only.originalLength(), only.timeNanos());
    }

    /** Becomes a part of another group, whose bytes stay where they are. */
    void set(PacketGroup other, int from, int to) {
        begin(other.bytes, other.linkType);
        afterDrop = other.afterDrop && from == 0;
        int count = to - from;
        System.arraycopy(other.offsets, from, offsets, 0, count);
        System.arraycopy(other.capturedLengths, from, capturedLengths, 0, count);
        System.arraycopy(other.originalLengths, from, originalLengths, 0, count);
        System.arraycopy(other.timesNanos, from, timesNanos, 0, count);
        size = count;
    }

    /** Begins anew, with frames of that array. */
    void begin(byte[] bytes, int linkType) {
        this.bytes = bytes;
        this.linkType = linkType;
        afterDrop = false;
        size = 0;
    }

    boolean isFull() {
        return size == SIZE_MAX;
    }

    void add(int offset, int capturedLength, int originalLength, long timeNanos) {
        offsets[size] = offset;
        capturedLengths[size] = capturedLength;
        originalLengths[size] = originalLength;
        timesNanos[size++] = timeNanos;
    }

    public int size() {
        return size;
    }

    /** The array that holds the frames. */
    public byte[] bytes() {
        return bytes;
    }

    /** Of all of them, as {@link CapturedPacket#linkType()}. */
    public int linkType() {
        return linkType;
    }

    /** Where a frame starts in {@link #bytes()}. */
    public int offset(int packet) {
        return offsets[packet];
    }

    public int capturedLength(int packet) {
        return capturedLengths[packet];
    }

    /** Capture time, nanoseconds since 1970 UTC. */
    public long timeNanos(int packet) {
        return timesNanos[packet];
    }

    /** As {@link CapturedPacket#isAfterDrop()}, of the first. */
    public boolean isAfterDrop() {
        return afterDrop;
    }

    /** One of them alone; good until the next call. */
    public CapturedPacket packet(int number) {
        packet.view(bytes, offsets[number], capturedLengths[number]);
        packet.describe(linkType, timesNanos[number], originalLengths[number]);
        packet.afterDrop(afterDrop && number == 0);
        return packet;
    }
}
