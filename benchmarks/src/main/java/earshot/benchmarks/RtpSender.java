// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtpPackets;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * One direction of a call in G.711 at 20 ms, as it arrives over a network that is fair but not perfect: loss of 0.75 % in
 * bursts of three, jitter of some milliseconds, one packet in 2,000 late by more than a packet, one in 10,000 twice.
 */
final class RtpSender implements Timetable.Sender {
    static final long PACKET_NANOS = 20_000_000L;
    static final int PACKET_TICKS = 160;

    private static final int HEADERS = 14 + 20 + 8;
    private static final double LOSS_BEGINS = 0.0025;
    private static final double LOSS_ENDS = 1.0 / 3;
    private static final double LATE = 1.0 / 2_000;
    private static final double TWICE = 1.0 / 10_000;
    private static final long LATE_NANOS = 30_000_000L;
    private static final long COPY_NANOS = 150_000L;
    private static final double JITTER_MEAN_NANOS = 1_600_000;
    private static final long JITTER_MAX_NANOS = 15_000_000L;

    private final Timetable timetable;
    private final SplittableRandom random;
    private final long startNanos;
    private final int packets;
    private final int firstSequence;
    private final int firstTimestamp;
    private final byte[] frame;
    private int sent;
    private boolean losing;

    RtpSender(Timetable timetable, Endpoints ends, long ssrc, long startNanos, int packets, SplittableRandom random) {
        this.timetable = timetable;
        this.random = random;
        this.startNanos = startNanos;
        this.packets = packets;
        this.firstSequence = random.nextInt(0x10000);
        this.firstTimestamp = random.nextInt();
        byte[] packet = new RtpPackets(8, ssrc, 0, 0, PACKET_TICKS, 160).next();
        this.frame = ends.frame(packet);
    }

    /** From where to where a sender sends. */
    record Endpoints(String source, int sourcePort, String destination, int destinationPort) {
        byte[] frame(byte[] payload) {
            return Frames.udpFrame(source, sourcePort, destination, destinationPort, payload);
        }

        /** The RTCP ports beside these. */
        Endpoints rtcp() {
            return new Endpoints(source, sourcePort + 1, destination, destinationPort + 1);
        }

        Endpoints reverse() {
            return new Endpoints(destination, destinationPort, source, sourcePort);
        }
    }

    int timestampAfter(int packetsSent) {
        return firstTimestamp + packetsSent * PACKET_TICKS;
    }

    int sequenceAfter(int packetsSent) {
        return firstSequence + packetsSent;
    }

    @Override
    public long send(long timeNanos, PcapWriter capture) {
        boolean isEdge = sent == 0 || sent == packets - 1; // so that every reader expects the same number
        losing = !isEdge && random.nextDouble() < (losing ? 1 - LOSS_ENDS : LOSS_BEGINS);
        if (!losing) {
            next();
            if (!isEdge && random.nextDouble() < LATE) timetable.frame(timeNanos + LATE_NANOS, frame.clone());
            else arrive(timeNanos, capture);
        }
        sent++;
        return sent == packets ? Timetable.NEVER : startNanos + sent * PACKET_NANOS + delayNanos();
    }

    private void arrive(long timeNanos, PcapWriter capture) {
        capture.packet(timeNanos, frame);
        if (random.nextDouble() < TWICE) timetable.frame(timeNanos + COPY_NANOS, frame.clone());
    }

    private void next() {
        ByteBuffer rtp = ByteBuffer.wrap(frame, HEADERS, 12).slice();
        rtp.put(1, (byte) (sent == 0 ? 0x88 : 0x08));
        rtp.putShort(2, (short) sequenceAfter(sent));
        rtp.putInt(4, timestampAfter(sent));
    }

    private long delayNanos() {
        double delay = -StrictMath.log(1 - random.nextDouble()) * JITTER_MEAN_NANOS;
        return Math.min(JITTER_MAX_NANOS, (long) delay);
    }
}
