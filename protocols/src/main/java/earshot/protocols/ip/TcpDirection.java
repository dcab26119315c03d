// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * This is one direction of a TCP connection, put in order (RFC 9293 §3.4): octets that arrived in sequence wait in
 * {@link #bytes()} until they are consumed, later ones wait for the gap before them to close.
 *
 * <p>Its owner bounds it: {@link #memory()} says what it holds, {@link #skipGap()} gives up on what is missing.
 */
public final class TcpDirection {
    private static final int GROWTH = 4096;
    /** A segment farther ahead than any window is not of this connection, but of the next one on the same ports. */
    private static final int WINDOW_MAX = 1 << 24;

    /** What {@link #accept} made of a segment. */
    public enum Outcome {
        /** More octets in sequence. */
        GREW,
        /** Nothing new: sent before, or empty. */
        NOTHING_NEW,
        /** Kept until the octets before it arrive. */
        AHEAD,
        /** Far from anything expected: another connection. */
        FOREIGN
    }

    private final NavigableMap<Long, byte[]> ahead = new TreeMap<>(); // by distance from the first octet
    private byte[] bytes = Bytes.NONE;
    private int start;
    private int end;
    private final int origin;
    private long expected;
    private int aheadOctets;

    /** Starts before the octet with this sequence number. */
    public TcpDirection(int sequence) {
        origin = sequence;
    }

    /** Takes the payload of a segment. */
    public Outcome accept(int sequence, byte[] payload, int offset, int length) {
        if (isForeign(sequence)) return Outcome.FOREIGN;
        int distance = distance(sequence);
        if (length == 0 || distance + length <= 0) return Outcome.NOTHING_NEW;
        if (distance > 0) {
            keepAhead(expected + distance, payload, offset, length);
            return Outcome.AHEAD;
        }
        int skip = -distance;
        append(payload, offset + skip, length - skip);
        drainAhead();
        return Outcome.GREW;
    }

    /** From the next octet in sequence to this one, the shorter way round the 32 bits. */
    private int distance(int sequence) {
        return sequence - origin - (int) expected;
    }

    /** Whether the number is too far away to be of this connection. */
    public boolean isForeign(int sequence) {
        int distance = distance(sequence);
        return distance > WINDOW_MAX || distance < -WINDOW_MAX;
    }

    private void keepAhead(long at, byte[] payload, int offset, int length) {
        byte[] before = ahead.get(at);
        if (before != null && before.length >= length) return;
        if (before != null) aheadOctets -= before.length;
        ahead.put(at, Arrays.copyOfRange(payload, offset, offset + length));
        aheadOctets += length;
    }

    private void drainAhead() {
        while (!ahead.isEmpty() && ahead.firstKey() <= expected) {
            long at = ahead.firstKey();
            byte[] segment = ahead.remove(at);
            aheadOctets -= segment.length;
            int skip = (int) (expected - at);
            if (skip < segment.length) append(segment, skip, segment.length - skip);
        }
    }

    private void append(byte[] payload, int offset, int length) {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (end + length > bytes.length) makeRoom(length);
        System.arraycopy(payload, offset, bytes, end, length);
        end += length;
        expected += length;
    }

    private void makeRoom(int length) {
        int waiting = end - start;
        int needed = waiting + length;
        byte[] roomy = needed <= bytes.length / 2 ? bytes : new byte[Math.max(needed + GROWTH, bytes.length * 2)];
        System.arraycopy(bytes, start, roomy, 0, waiting);
        bytes = roomy;
        start = 0;
        end = waiting;
    }

    /** Whether octets are missing before some that arrived. */
    public boolean hasGap() {
        return !ahead.isEmpty();
    }

    /** Gives up on the missing octets: what waited in sequence is dropped, what came behind the gap follows. */
    public void skipGap() {
        if (ahead.isEmpty()) return;
        start = end;
        expected = ahead.firstKey();
        drainAhead();
    }

    /** Moves past octets that are known to be missing, such as those that the capture cut off. */
    public void skip(int octets) {
        start = end;
        expected += octets;
        drainAhead();
    }

    /** Holds the octets in sequence, from {@link #offset()} on. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return start;
    }

    /** Octets in sequence that are not consumed. */
    public int length() {
        return end - start;
    }

    /** Releases octets from the front. */
    public void consume(int octets) {
        start += Math.min(octets, end - start);
        if (start == end && bytes.length > 4 * GROWTH) {
            bytes = Bytes.NONE;
            start = 0;
            end = 0;
        }
    }

    /** Octets that it keeps in memory. */
    public int memory() {
        return bytes.length + aheadOctets + 64 * ahead.size();
    }
}
