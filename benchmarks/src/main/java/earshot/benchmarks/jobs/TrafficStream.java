// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import earshot.events.ClockRateSource;
import earshot.events.Keys;
import earshot.events.MediaReport;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/** One direction of a call's media: a report every five seconds and one at its end; 1 % is lost on a lossy one. */
final class TrafficStream {
    private static final long INTERVAL_MICROS = 5 * CallTraffic.SECOND;
    private static final long PACKET_MICROS = 20_000;

    private final CallTraffic traffic;
    private final TrafficCall call;
    private final boolean fromCaller;
    private final long startMicros;
    private final boolean lossy;
    private final String id;
    private long fromMicros;
    private boolean sendersTurn;

    TrafficStream(CallTraffic traffic, TrafficCall call, boolean fromCaller, long startMicros, boolean lossy) {
        this.traffic = traffic;
        this.call = call;
        this.fromCaller = fromCaller;
        this.startMicros = startMicros;
        this.lossy = lossy;
        this.fromMicros = startMicros;
        this.id = Keys.streamId(
                CallTraffic.PROBE,
                call.address(fromCaller) + ':' + call.port(),
                call.address(!fromCaller) + ':' + call.port(),
                ssrc(),
                startMicros);
    }

    long firstReportMicros() {
        return Math.min(startMicros + INTERVAL_MICROS, call.mediaEndMicros());
    }

    private long ssrc() {
        return 2L * call.number() + (fromCaller ? 0 : 1);
    }

    /** The report of the interval that ends now. */
    long report(long timeMicros, Consumer<SpecificRecordBase> events) {
        boolean last = timeMicros >= call.mediaEndMicros();
        events.accept(interval(timeMicros, last));
        fromMicros = timeMicros;
        return last ? CallTraffic.NEVER : Math.min(timeMicros + INTERVAL_MICROS, call.mediaEndMicros());
    }

    private MediaReport interval(long toMicros, boolean last) {
        long expected = Math.max(1, (toMicros - fromMicros) / PACKET_MICROS);
        long lost = lossy ? expected / 100 : 0;
        long received = expected - lost;
        return MediaReport.newBuilder()
                .setProbe(CallTraffic.PROBE)
                .setBoot(1)
                .setSequence(traffic.nextSequence())
                .setStreamId(id)
                .setSourceAddress(call.address(fromCaller))
                .setSourcePort(call.port())
                .setDestinationAddress(call.address(!fromCaller))
                .setDestinationPort(call.port())
                .setSsrc(ssrc())
                .setStreamStartMicros(startMicros)
                .setStartMicros(fromMicros)
                .setEndMicros(toMicros)
                .setLastPacketMicros(toMicros - PACKET_MICROS / 2)
                .setLast(last)
                .setPayloadTypes(List.of(8))
                .setCodec("PCMA")
                .setClockRateHz(8_000)
                .setClockRateSource(ClockRateSource.STATIC)
                .setPtimeMs(20)
                .setReceived(received)
                .setUnique(received)
                .setExpected(expected)
                .setDuplicate(0)
                .setOutOfOrder(0)
                .setRestarts(0)
                .setOctets(160 * received)
                .setComfortNoise(0)
                .setTelephoneEvent(0)
                .setJitterSumMs(1.25 * received)
                .setJitterSamples(received)
                .setJitterMaxMs(3.5)
                .setDeltaMaxMs(31.5)
                .setInterarrival(List.of(received / 2, received - received / 2, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L))
                .setBurstLoss(0)
                .setBurstPackets(0)
                .setBursts(0)
                .setGapLoss(lost)
                .setGapPackets(expected)
                .setLossRuns(lost)
                .setLateFixed50(0)
                .setLateFixed200(0)
                .setLateAdaptive(0)
                .setDscp(List.of(46))
                .setEncrypted(false)
                .setSkewPpm(4.5)
                .build();
    }

    /** A sender report, and its neighbour in the same packet, the block on what comes the other way; in turn. */
    long rtcp(long timeMicros, Consumer<SpecificRecordBase> events) {
        if (timeMicros >= call.mediaEndMicros()) return CallTraffic.NEVER;
        sendersTurn = !sendersTurn;
        RtcpReport.Builder report = RtcpReport.newBuilder()
                .setProbe(CallTraffic.PROBE)
                .setBoot(1)
                .setSequence(traffic.nextSequence())
                .setTimeMicros(timeMicros)
                .setStreamId(id)
                .setSourceAddress(call.address(fromCaller == sendersTurn))
                .setSourcePort(call.port() + 1)
                .setDestinationAddress(call.address(fromCaller != sendersTurn))
                .setDestinationPort(call.port() + 1)
                .setSubjectSsrc(ssrc());
        if (sendersTurn) {
            long packets = (timeMicros - startMicros) / PACKET_MICROS;
            report.setKind(RtcpKind.SENDER_REPORT)
                    .setReporterSsrc(ssrc())
                    .setSenderPackets(packets)
                    .setSenderOctets(160 * packets);
        } else {
            report.setKind(RtcpKind.REPORT_BLOCK)
                    .setReporterSsrc(ssrc() ^ 1)
                    .setFractionLost(0)
                    .setJitterMs(1.5)
                    .setRttMs(24.0);
        }
        events.accept(report.build());
        return timeMicros + INTERVAL_MICROS / 2;
    }
}
