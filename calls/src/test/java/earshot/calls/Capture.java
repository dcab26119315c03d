// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.events.ClockRateSource;
import earshot.events.DeviceReport;
import earshot.events.Keys;
import earshot.events.MediaReport;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.Sdp;
import earshot.events.SdpDirection;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a probe would have published, written down step by step: a clock that the test moves, messages between named
 * hops, and streams that report every five seconds. Times are seconds since {@link #START}.
 */
public final class Capture {
    /** 15 January 2026, 12:00 UTC, microseconds. */
    public static final long START = 1_768_478_400_000_000L;

    public static final String ALICE = "192.0.2.10";
    public static final String PROXY = "192.0.2.20";
    public static final String BOB = "192.0.2.30";
    public static final String CAROL = "192.0.2.40";
    public static final String MALLORY = "203.0.113.66";

    private static final long SECOND = 1_000_000;
    private static final int PACKETS_PER_SECOND = 50;
    private static final double INTERVAL_SECONDS = 5;

    /** In the order of publication: SipMessage, MediaReport, RtcpReport. */
    public final List<Object> events = new ArrayList<>();

    private long nowMicros = START;
    private long sequence;

    public static long micros(double seconds) {
        return START + Math.round(seconds * SECOND);
    }

    public Capture at(double seconds) {
        nowMicros = micros(seconds);
        return this;
    }

    /** A message under way; {@link #send} publishes it. */
    public final class Message {
        private final SipMessage.Builder message = SipMessage.newBuilder()
                .setProbe("lab")
                .setBoot(1)
                .setTransport(SipTransport.UDP)
                .setFromUri("sip:alice@example.org")
                .setFromUser("alice")
                .setToUri("sip:bob@example.org")
                .setToUser("bob")
                .setViaSentBy("example.org")
                .setRaw("");

        private Message(String callId, String method, int status) {
            message.setCallId(callId)
                    .setMethod(method)
                    .setStatusCode(status)
                    .setCseq(1)
                    .setFromTag("alice-tag")
                    .setHeaders(new HashMap<>());
            message.setViaBranch("z9hG4bK-" + method + "-1");
        }

        public Message from(String address) {
            message.setSourceAddress(address).setSourcePort(5060);
            return this;
        }

        public Message to(String address) {
            message.setDestinationAddress(address).setDestinationPort(5060);
            return this;
        }

        public Message cseq(long cseq) {
            message.setCseq(cseq);
            return branch("z9hG4bK-" + message.getMethod() + "-" + cseq);
        }

        public Message branch(String branch) {
            message.setViaBranch(branch);
            return this;
        }

        public Message tags(String from, String to) {
            message.setFromTag(from).setToTag(to);
            return this;
        }

        public Message toTag(String to) {
            message.setToTag(to);
            return this;
        }

        /** A header that the probe passes on. */
        public Message header(String name, String value) {
            message.getHeaders().put(name, value);
            return this;
        }

        public Message numbers(String caller, String called) {
            message.setFromUser(caller).setToUser(called);
            return this;
        }

        public Message sdp(Sdp sdp) {
            message.setSdp(sdp);
            return this;
        }

        public Message with(Consumer<SipMessage.Builder> more) {
            more.accept(message);
            return this;
        }

        public Capture send() {
            SipMessage built =
                    message.setTimeMicros(nowMicros).setSequence(++sequence).build();
            events.add(built);
            return Capture.this;
        }
    }

    public Message request(String callId, String method) {
        return new Message(callId, method, 0).from(ALICE).to(BOB);
    }

    public Message response(String callId, int status, String method) {
        return new Message(callId, method, status).from(BOB).to(ALICE).toTag("bob-tag");
    }

    /** One line of PCMU and telephone events at an endpoint. */
    public static Sdp audio(String address, int port) {
        return audio(address, port, SdpDirection.SENDRECV);
    }

    public static Sdp audio(String address, int port, SdpDirection direction) {
        return Sdp.newBuilder()
                .setMedia(List.of(SdpLines.audio(address, port, direction)))
                .build();
    }

    /** A stream under way; {@link #send} publishes its reports. */
    public final class Media {
        private final String source;
        private final int sourcePort;
        private final String destination;
        private final int destinationPort;
        private double from;
        private double until;
        private double lossRatio;
        private long ssrc = 0x1234;
        private @Nullable String codec = "PCMU";
        private String probe = "lab";
        private long firstSequence = -1;
        private boolean suspect;
        private int lossyInterval = -1;
        private int suspectInterval = -1;

        private Media(String source, int sourcePort, String destination, int destinationPort) {
            this.source = source;
            this.sourcePort = sourcePort;
            this.destination = destination;
            this.destinationPort = destinationPort;
        }

        /** Seconds of the first and of the last packet. */
        public Media runs(double fromSeconds, double untilSeconds) {
            from = fromSeconds;
            until = untilSeconds;
            return this;
        }

        public Media losing(double ratio) {
            lossRatio = ratio;
            return this;
        }

        public Media ssrc(long value) {
            ssrc = value;
            return this;
        }

        public Media codec(@Nullable String name) {
            codec = name;
            return this;
        }

        /** By that probe, its packets with extended numbers from this one on, and timestamps to match. */
        public Media seenBy(String probeName, long first) {
            probe = probeName;
            firstSequence = first;
            return this;
        }

        public Media suspect() {
            suspect = true;
            return this;
        }

        /** Loses in one interval only: 0, 1, 2, ... */
        public Media losingIn(int interval, double ratio) {
            lossyInterval = interval;
            return losing(ratio);
        }

        /** The probe dropped packets in one interval only. */
        public Media suspect(int interval) {
            suspectInterval = interval;
            return this;
        }

        public String id() {
            return Keys.streamId(
                    probe, source + ':' + sourcePort, destination + ':' + destinationPort, ssrc, micros(from));
        }

        /** Every five seconds a report, as a probe publishes them: at the end of the interval. */
        public Capture send() {
            for (double start = from; start < until; start += INTERVAL_SECONDS) {
                double lastPacket = Math.min(start + INTERVAL_SECONDS, until);
                events.add(report(start, lastPacket, lastPacket >= until));
            }
            return Capture.this;
        }

        private MediaReport report(double start, double lastPacket, boolean last) {
            long expected = Math.round((lastPacket - start) * PACKETS_PER_SECOND);
            int interval = (int) Math.round((start - from) / INTERVAL_SECONDS);
            boolean lossy = lossyInterval < 0 || interval == lossyInterval;
            long lost = lossy ? Math.round(expected * lossRatio) : 0;
            long highest = firstSequence + Math.round((lastPacket - from) * PACKETS_PER_SECOND) - 1;
            return MediaReport.newBuilder()
                    .setProbe(probe)
                    .setBoot(1)
                    .setSequence(++sequence)
                    .setStreamId(id())
                    .setSourceAddress(source)
                    .setSourcePort(sourcePort)
                    .setDestinationAddress(destination)
                    .setDestinationPort(destinationPort)
                    .setSsrc(ssrc)
                    .setStreamStartMicros(micros(from))
                    .setStartMicros(micros(start))
                    .setEndMicros(micros(start + INTERVAL_SECONDS))
                    .setLastPacketMicros(micros(lastPacket))
                    .setLast(last)
                    .setPayloadTypes(List.of(0))
                    .setCodec(codec)
                    .setClockRateHz(8_000)
                    .setClockRateSource(ClockRateSource.STATIC)
                    .setPtimeMs(20)
                    .setReceived(expected - lost)
                    .setUnique(expected - lost)
                    .setExpected(expected)
                    .setDuplicate(0)
                    .setOutOfOrder(0)
                    .setRestarts(0)
                    .setOctets((expected - lost) * 160)
                    .setComfortNoise(0)
                    .setTelephoneEvent(0)
                    .setJitterSumMs(2.0 * (expected - lost))
                    .setJitterSamples(expected - lost)
                    .setJitterMaxMs(4)
                    .setDeltaMaxMs(25)
                    .setInterarrival(new ArrayList<>(Collections.nCopies(12, 0L)))
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
                    .setHighestSequence(firstSequence < 0 ? -1 : highest)
                    .setHighestTimestamp(firstSequence < 0 ? -1 : (highest & 0xFFFF) * 160)
                    .setEncrypted(false)
                    .setCaptureSuspect(suspect || interval == suspectInterval)
                    .build();
        }
    }

    public Media media(String source, int sourcePort, String destination, int destinationPort) {
        return new Media(source, sourcePort, destination, destinationPort);
    }

    /** A report block about a stream, with the round trip between the probe and its receiver. */
    public Capture receiverReport(String streamId, double rttMs) {
        events.add(rtcp(RtcpKind.REPORT_BLOCK, streamId)
                .setFractionLost(0.02)
                .setRttMs(rttMs)
                .build());
        return this;
    }

    /** A report block up to a packet of the stream, and what the tap had lost up to there. */
    public Capture lossReport(String streamId, long packets, int receiverLost, long tapLost) {
        events.add(rtcp(RtcpKind.REPORT_BLOCK, streamId)
                .setFractionLost(0)
                .setHighestSequence(1_000 + packets)
                .setCumulativeLost(receiverLost)
                .setTapExpected(packets)
                .setTapLost(tapLost)
                .setTapDuplicates(0)
                .build());
        return this;
    }

    public Capture senderReport(String streamId, double rttMs) {
        events.add(rtcp(RtcpKind.SENDER_REPORT, streamId).setRttMs(rttMs).build());
        return this;
    }

    /** The source leaves, by RTCP. */
    public Capture goodbye(String streamId, String reason, String... applications) {
        events.add(rtcp(RtcpKind.BYE, streamId)
                .setGoodbyeReason(reason)
                .setApplications(List.of(applications))
                .build());
        return this;
    }

    private RtcpReport.Builder rtcp(RtcpKind kind, String streamId) {
        return RtcpReport.newBuilder()
                .setProbe("lab")
                .setBoot(1)
                .setSequence(++sequence)
                .setTimeMicros(nowMicros)
                .setStreamId(streamId)
                .setSourceAddress(BOB)
                .setSourcePort(5001)
                .setDestinationAddress(ALICE)
                .setDestinationPort(4001)
                .setReporterSsrc(1)
                .setSubjectSsrc(2)
                .setKind(kind);
    }

    /** What a device says in SIP (RFC 6035). */
    public Capture deviceReport(long localSsrc, long remoteSsrc, DeviceReport said) {
        RtcpReport.Builder report = rtcp(RtcpKind.DEVICE, "");
        report.setReporterSsrc(localSsrc).setSubjectSsrc(remoteSsrc).setDevice(said);
        events.add(report.build());
        return this;
    }

    /** Puts what was written down stream by stream into the order of time, as a probe publishes it. */
    public Capture inOrder() {
        events.sort((a, b) -> Long.compare(timeOf(a), timeOf(b)));
        return this;
    }

    private static long timeOf(Object event) {
        if (event instanceof SipMessage message) return message.getTimeMicros();
        if (event instanceof MediaReport report) return report.getEndMicros();
        return ((RtcpReport) event).getTimeMicros();
    }

    /** INVITE, 180 and 200 with SDP and ACK: Alice at port 4000 talks to Bob at port 5000 from {@code seconds} + 3. */
    public Capture answeredCall(String callId, double seconds) {
        return answeredCall(callId, seconds, audio(ALICE, 4000), audio(BOB, 5000));
    }

    public Capture answeredCall(String callId, double seconds, Sdp offer, Sdp answer) {
        at(seconds).request(callId, "INVITE").sdp(offer).send();
        at(seconds + 0.01).response(callId, 100, "INVITE").send();
        at(seconds + 1).response(callId, 180, "INVITE").send();
        at(seconds + 3).response(callId, 200, "INVITE").sdp(answer).send();
        return at(seconds + 3.02)
                .request(callId, "ACK")
                .branch("z9hG4bK-ack")
                .toTag("bob-tag")
                .send();
    }

    /** BYE by the caller, and its 200. */
    public Capture bye(String callId, double seconds) {
        at(seconds).request(callId, "BYE").cseq(2).toTag("bob-tag").send();
        return at(seconds + 0.02).response(callId, 200, "BYE").cseq(2).send();
    }
}
