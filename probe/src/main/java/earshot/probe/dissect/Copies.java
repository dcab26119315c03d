// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.probe.capture.CapturedPacket;
import earshot.protocols.Bytes;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.link.FrameDecoder;
import java.util.Arrays;

/**
 * Knows a packet that was here a moment ago: a mirror port that copies both what comes in and what goes out, or two
 * mirrors of one path, show each packet twice. Told by a seeded 64-bit fingerprint over network, innermost addresses, IP
 * identification and everything behind the IP header, so that two packets are one only if no octet differs but the
 * time to live and what is around them. A retransmission has another identification, or comes after T1, 500 ms.
 *
 * <p>Its memory is fixed: buckets of four fingerprints, in which the one seen longest ago makes room.
 *
 * <p>Without a window nothing is taken for a copy, and only a share of the packets is looked at: enough to say that a
 * port seems to be doubled.
 */
public final class Copies {
    /** Hardware copies follow within microseconds, and two mirrors within a few ms; T1 of SIP is fifty times as long. */
    public static final long WINDOW_MICROS = 10_000;

    private static final int BUCKETS = 1 << 14;
    private static final int WAYS = 4;
    private static final int BUCKET_LONGS = 2 * WAYS; // fingerprints, then times: one line of the processor's cache
    private static final long LONG_AGO = Long.MIN_VALUE / 2;
    /** Of RTP sequence numbers: one packet in eight of every stream, and once the share is known, one in 1,024. */
    private static final int SAMPLE_MASK = 7;

    private static final int SAMPLE_MASK_LATER = 1_023;
    private static final int LOOKED_FIRST = 2_000;
    /** What is longer has data. Acknowledgements alone are often alike. */
    private static final int TCP_HEADER_MAX = 60;

    private final long seed;
    private final long windowNanos;
    private final boolean dropsCopies;
    private final long[] table = new long[BUCKETS * BUCKET_LONGS];
    private long looked;
    private long found;

    /**
     * Prepares an empty table.
     *
     * @param windowMicros how much later a copy may come; 0 to keep copies, and only estimate how many there are
     */
    public Copies(long windowMicros, long seed) {
        this.seed = seed;
        this.dropsCopies = windowMicros > 0;
        this.windowNanos = 1_000 * (dropsCopies ? windowMicros : WINDOW_MICROS);
        for (int at = 0; at < table.length; at += BUCKET_LONGS) {
            Arrays.fill(table, at + WAYS, at + BUCKET_LONGS, LONG_AGO);
        }
    }

    /** Whether the packet that was just decoded is a copy that shall be dropped. */
    boolean isDropped(FrameDecoder frame, CapturedPacket packet) {
        if (!dropsCopies && !isSampled(frame)) return false;
        looked++;
        if (!wasSeen(fingerprint(frame, packet), packet.timeNanos())) return false;
        found++;
        return dropsCopies;
    }

    /** A media packet is to be looked at when its sequence number has none of these bits. */
    public int sampleMask() {
        if (dropsCopies) return 0;
        return looked < LOOKED_FIRST ? SAMPLE_MASK : SAMPLE_MASK_LATER;
    }

    /** Whether copies are dropped rather than estimated. */
    public boolean dropsCopies() {
        return dropsCopies;
    }

    /** Packets looked at. */
    public long looked() {
        return looked;
    }

    /** How many of those were copies. */
    public long found() {
        return found;
    }

    /** What may be a SIP message, and a share of the RTP packets and of what TCP carries. */
    private boolean isSampled(FrameDecoder frame) {
        if (frame.verdict() == FrameDecoder.Verdict.TCP) {
            boolean isOne = looked < LOOKED_FIRST || (frame.ip().fragmentId() & SAMPLE_MASK_LATER) == 0;
            return isOne && frame.ip().claimedLength() > TCP_HEADER_MAX;
        }
        if (frame.verdict() != FrameDecoder.Verdict.UDP || frame.payloadLength() < 4) return false;
        byte[] bytes = frame.bytes();
        int at = frame.payloadOffset();
        return bytes[at] < 0 ? (bytes[at + 3] & sampleMask()) == 0 : isCapital(bytes[at]) && isCapital(bytes[at + 1]);
    }

    private static boolean isCapital(byte letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    private boolean wasSeen(long fingerprint, long timeNanos) {
        int bucket = (int) ((fingerprint >>> 40) & (BUCKETS - 1)) * BUCKET_LONGS;
        int oldest = bucket;
        for (int at = bucket; at < bucket + WAYS; at++) {
            long age = timeNanos - table[at + WAYS];
            if (table[at] == fingerprint && age <= windowNanos && age >= -windowNanos) return true;
            if (table[at + WAYS] < table[oldest + WAYS]) oldest = at;
        }
        table[oldest] = fingerprint;
        table[oldest + WAYS] = timeNanos;
        return false;
    }

    private long fingerprint(FrameDecoder frame, CapturedPacket packet) {
        return switch (frame.verdict()) {
            case UDP, TCP, FRAGMENT, OTHER_TRANSPORT ->
                fingerprint(frame.ip(), frame.encapsulation().network());
            default -> fold(seed, packet.bytes(), packet.offset(), packet.capturedLength());
        };
    }

    private long fingerprint(IpPacket ip, long network) {
        long named = step(
                seed ^ network, ((long) ip.fragmentId() << 32) | ((long) ip.fragmentOffset() << 8) | ip.protocol());
        long addressed = fold(named, ip.bytes(), ip.sourceOffset(), 2 * ip.addressLength());
        return fold(step(addressed, ip.claimedLength()), ip.bytes(), ip.payloadOffset(), ip.capturedLength());
    }

    /** Two lanes, since a multiplication must wait for the one before it. */
    private static long fold(long start, byte[] bytes, int offset, int length) {
        long one = start;
        long two = ~start;
        int at = offset;
        int end = offset + length;
        for (; at <= end - 16; at += 16) {
            one = step(one, Bytes.i64(bytes, at));
            two = step(two, Bytes.i64(bytes, at + 8));
        }
        if (at <= end - 8) {
            one = step(one, Bytes.i64(bytes, at));
            at += 8;
        }
        long rest = length;
        for (; at < end; at++) rest = (rest << 8) | (bytes[at] & 0xFF);
        return step(step(one, two), rest);
    }

    private static long step(long state, long value) {
        long product = (state ^ value) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }
}
