// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This writes into the RTCP of an impaired copy what the receivers would have reported had they got the impaired streams:
 * the report blocks of SR and RR (RFC 3550 §6.4.1), and a VoIP metrics block (RFC 3611 §4.7) composed octet by octet, put
 * at the end of each compound. Burst and gap follow the definition of RFC 3611 §4.7.2 with Gmin 16.
 *
 * <p>What a capture cannot know is constant: end system delay 90 ms, signal -18 dBm0, noise -65 dBm0, RERL 55 dB, an
 * adaptive jitter buffer of 60, 120 and 240 ms, no discards, round trip 0 (not known).
 */
final class ReceiverReports {
    private static final int REPORT_BLOCK = 24;
    private static final int METRICS_BLOCK = 36;
    private static final int XR = 207;
    private final Map<Long, Stream> streams = new LinkedHashMap<>();

    /** A stream as it arrived, what is known of it, and what was reported last. */
    private static final class Stream {
        private final List<StreamImpairer.Arrival> arrivals;
        private final int clockRate;
        private int expectedBefore;
        private int lostBefore;
        private Report last = new Report(0, 0, 0, 0, LossMap.of(List.of(), 0));

        Stream(List<StreamImpairer.Arrival> arrivals, int clockRate) {
            this.arrivals = arrivals;
            this.clockRate = clockRate;
        }
    }

    /** What a receiver says of a stream at one moment; fractions in 1/256. */
    record Report(int fractionLost, int cumulativeLost, int highestSequence, int jitterTicks, LossMap losses) {}

    void add(long ssrc, List<StreamImpairer.Arrival> arrivals, int clockRate) {
        streams.put(ssrc, new Stream(arrivals, clockRate));
    }

    /** The last report of each stream that had one. */
    Map<Long, Report> last() {
        Map<Long, Report> last = new LinkedHashMap<>();
        streams.forEach((ssrc, stream) -> {
            if (stream.expectedBefore > 0) last.put(ssrc, stream.last);
        });
        return last;
    }

    /** The packet with its report blocks rewritten, and with metrics blocks if asked for; others stay as they are. */
    CaptureFile.Packet apply(CaptureFile.Packet packet, boolean withMetrics) {
        Datagram datagram = new Datagram(packet.frame().clone());
        if (datagram.kind() != Datagram.Kind.RTCP) return packet;
        int lastAt = datagram.payload;
        byte[] metrics = {};
        int next;
        for (int at = datagram.payload; at + 4 <= datagram.end; at = next) {
            int type = datagram.frame[at + 1] & 0xFF;
            int header = type == 200 ? 28 : 8;
            int blocks = type == 200 || type == 201 ? datagram.frame[at] & 31 : 0;
            for (int i = 0; i < blocks; i++) {
                int block = at + header + i * REPORT_BLOCK;
                Stream stream = streams.get(datagram.u32(block));
                if (stream == null) continue;
                Report report = report(stream, packet.timeMicros());
                write(datagram, block, report);
                if (withMetrics) metrics = metrics(datagram.u32(block), report.losses);
            }
            lastAt = at;
            next = at + 4 * (datagram.u16(at + 2) + 1);
        }
        byte[] frame = metrics.length == 0 ? datagram.frame : appended(datagram, lastAt, metrics);
        return new CaptureFile.Packet(packet.timeMicros(), frame);
    }

    private static Report report(Stream stream, long nowMicros) {
        List<StreamImpairer.Arrival> arrived = stream.arrivals.stream()
                .filter(a -> a.timeMicros() <= nowMicros)
                .toList();
        int first = sequence(arrived.get(0));
        Set<Integer> seen = new HashSet<>();
        for (StreamImpairer.Arrival arrival : arrived) seen.add((sequence(arrival) - first) & 0xFFFF);
        int expected = seen.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        int lost = expected - seen.size();
        List<Boolean> received = new ArrayList<>();
        for (int i = 0; i < expected; i++) received.add(seen.contains(i));
        double frameMs = arrived.size() < 2 ? 0 : frameMs(arrived, stream.clockRate);
        int expectedNow = expected - stream.expectedBefore;
        int lostNow = lost - stream.lostBefore;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, lostNow * 256 / expectedNow);
        stream.expectedBefore = expected;
        stream.lostBefore = lost;
        ReceivedStream measured = new ReceivedStream(arrived, stream.clockRate, List.of());
        int ticks = (int) (measured.jitterNowMs() * stream.clockRate / 1000);
        stream.last = new Report(fraction, lost, (first + expected - 1) & 0xFFFF, ticks, LossMap.of(received, frameMs));
        return stream.last;
    }

    private static int sequence(StreamImpairer.Arrival arrival) {
        return new Datagram(arrival.sent().frame()).sequence();
    }

    /** Media time of a packet: timestamps over sequence numbers, first to last. */
    private static double frameMs(List<StreamImpairer.Arrival> arrived, int clockRate) {
        Datagram first = new Datagram(arrived.get(0).sent().frame());
        Datagram last = new Datagram(arrived.get(arrived.size() - 1).sent().frame());
        int ticks = (int) (last.timestamp() - first.timestamp());
        return ticks * 1000.0 / clockRate / ((last.sequence() - first.sequence()) & 0xFFFF);
    }

    private static void write(Datagram datagram, int block, Report report) {
        datagram.putU32(block + 4, (long) report.fractionLost << 24 | report.cumulativeLost);
        int before = (short) (datagram.u16(block + 10) - report.highestSequence);
        datagram.putU32(block + 8, datagram.u32(block + 8) - before); // the cycles stay those of the receiver
        datagram.putU32(block + 12, report.jitterTicks);
    }

    private static byte[] metrics(long ssrc, LossMap losses) {
        return new Octets()
                .u8(7)
                .u8(0)
                .u16(METRICS_BLOCK / 4 - 1)
                .u32(ssrc)
                .u8(losses.lossRate())
                .u8(0) // discard rate
                .u8(losses.burstDensity())
                .u8(losses.gapDensity())
                .u16(losses.burstDurationMs())
                .u16(losses.gapDurationMs())
                .u16(0) // round trip delay: not known
                .u16(90) // end system delay
                .u8(-18) // signal level
                .u8(-65) // noise level
                .u8(55) // residual echo return loss
                .u8(LossMap.GMIN)
                .u8(losses.rFactor())
                .u8(127) // external R factor: unavailable
                .u8(losses.mosTenths())
                .u8(losses.mosTenths())
                .u8(0xF0) // standard concealment, adaptive jitter buffer
                .u8(0)
                .u16(60)
                .u16(120)
                .u16(240)
                .bytes();
    }

    /** Into the extended report that ends the compound, or as one of its own behind it. */
    private static byte[] appended(Datagram datagram, int lastAt, byte[] metrics) {
        boolean isOpen = (datagram.frame[lastAt + 1] & 0xFF) == XR;
        Octets more = new Octets();
        if (!isOpen) {
            more.u8(0x80).u8(XR).u16(1 + metrics.length / 4).u32(datagram.u32(datagram.payload + 4));
        }
        byte[] added = more.raw(metrics).bytes();
        byte[] frame = new byte[datagram.end + added.length];
        System.arraycopy(datagram.frame, 0, frame, 0, datagram.end);
        System.arraycopy(added, 0, frame, datagram.end, added.length);
        int ip = datagram.ip;
        int lengthAt = datagram.isIpv4() ? ip + 2 : ip + 4;
        int udpLength = datagram.u16(datagram.udp + 4) + added.length;
        int ipLength = datagram.u16(lengthAt) + added.length;
        Datagram longer = new Datagram(frame);
        longer.putU16(lengthAt, ipLength);
        longer.putU16(datagram.udp + 4, udpLength);
        if (isOpen) longer.putU16(lastAt + 2, longer.u16(lastAt + 2) + metrics.length / 4);
        return frame;
    }
}
