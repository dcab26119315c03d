// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.PcapWriter;
import earshot.testkit.RtpPackets;
import java.nio.ByteBuffer;

/**
 * Packets of many streams, in turn: the worst order for a processor's caches, as each stream was last touched when all
 * others had their turn. The packets are cut behind the RTP header, so that the file stays small.
 *
 * <p>First come the streams' beginnings, a few thousand at a time, until all of them are recognised.
 */
final class GrowthCapture {
    private static final long START_NANOS = 1_767_225_600_000_000_000L;
    private static final long ROUND_NANOS = 20_000_000L;
    private static final int TICKS = 160;
    private static final int WAVE = 10_000;
    private static final int PACKETS_TO_BEGIN = 6;
    private static final int SNAP = 14 + 20 + 8 + 12;
    private static final int ORIGINAL = SNAP + 160;
    private static final int IP_SOURCE = 14 + 12;
    private static final int RTP = 14 + 20 + 8;

    private final int streams;
    private final int rounds;
    private final byte[] frame = new byte[SNAP];
    private long timeNanos = START_NANOS;

    GrowthCapture(int streams, int rounds) {
        this.streams = streams;
        this.rounds = rounds;
        RtpSender.Endpoints ends = new RtpSender.Endpoints("10.1.0.0", 20_000, "10.2.0.1", 30_000);
        byte[] whole = ends.frame(RtpPackets.packet(false, 8, 0, 0, 0, new byte[160]));
        System.arraycopy(whole, 0, frame, 0, SNAP);
    }

    /** Packets at the start of the capture with which the streams begin. */
    long packetsToBegin() {
        return (long) streams * PACKETS_TO_BEGIN;
    }

    void write(PcapWriter capture) {
        for (int first = 0; first < streams; first += WAVE) {
            int end = Math.min(streams, first + WAVE);
            for (int number = 0; number < PACKETS_TO_BEGIN; number++) round(first, end, number, capture);
        }
        for (int number = 0; number < rounds; number++) round(0, streams, PACKETS_TO_BEGIN + number, capture);
    }

    /** One packet of each stream from the first to the last, spread over the time between two packets of a stream. */
    private void round(int first, int end, int number, PcapWriter capture) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        for (int stream = first; stream < end; stream++) {
            bytes.putInt(IP_SOURCE, 0x0A_01_00_00 + (stream >> 4));
            bytes.putShort(IP_SOURCE + 8, (short) (20_000 + 2 * (stream & 0xF)));
            bytes.putShort(RTP + 2, (short) number);
            bytes.putInt(RTP + 4, number * TICKS);
            bytes.putInt(RTP + 8, stream * 0x9E37_79B9);
            long within = ROUND_NANOS * (stream - first) / (end - first);
            capture.packet(timeNanos + within, frame, ORIGINAL);
        }
        timeNanos += ROUND_NANOS;
    }
}
