// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.events.ClockRateSource;
import earshot.events.Keys;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What one probe publishes of some calls whose course is known. Calls start one second apart; each has endpoints of its
 * own. Times are microseconds of event time.
 */
final class Scene {
    static final String PROBE = "probe-1";
    static final long SECOND = 1_000_000;
    private final long beginMicros;

    private static final long INTERVAL = 5 * SECOND;

    private final List<SpecificRecordBase> events = new ArrayList<>();
    private long sequence;
    private int calls;

    /** Begins ten minutes ago: tables let go of rows that are older than their retention. */
    Scene() {
        this((Instant.now().getEpochSecond() / 60 - 10) * 60 * SECOND);
    }

    Scene(long beginMicros) {
        this.beginMicros = beginMicros;
    }

    /** What the probe publishes, in the order in which it does. */
    List<SpecificRecordBase> events() {
        return events.stream()
                .sorted(Comparator.comparingLong(Truth::timeMicros))
                .toList();
    }

    /** Answered, clean media both ways, ended by the caller. */
    String answeredCall(int seconds) {
        return answeredCall(seconds, 0, true);
    }

    /** Answered and ended, with media to the callee of which the share is lost. */
    String lossyCall(int seconds, double lossRatio) {
        return answeredCall(seconds, lossRatio, true);
    }

    /** Answered, and still up when the capture ends. */
    String openCall(int seconds) {
        return answeredCall(seconds, 0, false);
    }

    private String answeredCall(int seconds, double lossRatio, boolean ends) {
        Party party = new Party(calls++, beginMicros);
        long start = party.startMicros;
        request(party, start, "INVITE", 1, true, "", true);
        response(party, start + 100_000, 100, "INVITE", 1, "", false);
        response(party, start + 300_000, 180, "INVITE", 1, party.toTag(), false);
        response(party, start + 2 * SECOND, 200, "INVITE", 1, party.toTag(), true);
        request(party, start + 2 * SECOND + 50_000, "ACK", 1, true, party.toTag(), false);
        media(party, true, start + 2 * SECOND + 100_000, seconds, lossRatio);
        media(party, false, start + 2 * SECOND + 130_000, seconds, 0);
        if (ends) {
            long end = start + (2 + seconds) * SECOND + 500_000;
            request(party, end, "BYE", 2, true, party.toTag(), false);
            response(party, end + 40_000, 200, "BYE", 2, party.toTag(), false);
        }
        return party.callId();
    }

    /** Refused with 486. */
    String busyCall() {
        return busyCall(Map.of());
    }

    /** Two refused calls of which the second names the first. */
    void twoLegs() {
        String first = busyCall();
        busyCall(Map.of("x-cid", first));
    }

    private String busyCall(Map<String, String> headers) {
        Party party = new Party(calls++, beginMicros);
        request(party, party.startMicros, "INVITE", 1, true, "", true);
        ((SipMessage) events.get(events.size() - 1)).setHeaders(headers);
        response(party, party.startMicros + 400_000, 486, "INVITE", 1, party.toTag(), false);
        request(party, party.startMicros + 450_000, "ACK", 1, true, party.toTag(), false);
        return party.callId();
    }

    /** A second probe, a little late and out of step, sees the media so far as well. */
    void mediaOfASecondProbe(long late) {
        for (SpecificRecordBase event : List.copyOf(events)) {
            if (!(event instanceof MediaReport report)) continue;
            events.add(MediaReport.newBuilder(report)
                    .setProbe("probe-2")
                    .setSequence(++sequence)
                    .setStreamId(report.getStreamId().substring(1) + '2')
                    .setStreamStartMicros(report.getStreamStartMicros() + late)
                    .setStartMicros(report.getStartMicros() + late)
                    .setEndMicros(report.getEndMicros() + late)
                    .setLastPacketMicros(report.getLastPacketMicros() + late)
                    .build());
        }
    }

    /** Media whose signalling nobody captured. */
    String orphanStream(int seconds) {
        Party party = new Party(calls++, beginMicros);
        return media(party, true, party.startMicros, seconds, 0);
    }

    /** For five minutes, which end behind the scene. */
    void registration() {
        Party party = new Party(calls++, beginMicros);
        outside(party, 0, "REGISTER", 1, 0, message -> message.setContacts(List.of(contact(party, -1)))
                .setExpiresSeconds(300));
        outside(party, 0.03, "REGISTER", 1, 200, message -> message.setContacts(List.of(contact(party, 300))));
    }

    private static SipContact contact(Party party, int expiresSeconds) {
        return SipContact.newBuilder()
                .setUri("sip:caller@" + party.caller)
                .setExpiresSeconds(expiresSeconds)
                .build();
    }

    /** One that is active at the end, one that nobody refreshes. */
    void subscriptions() {
        for (int expiresSeconds : List.of(600, 20)) {
            Party party = new Party(calls++, beginMicros);
            Map<String, String> presence = Map.of("event", "presence");
            outside(party, 0, "SUBSCRIBE", 1, 0, message -> message.setHeaders(presence)
                    .setExpiresSeconds(expiresSeconds));
            outside(party, 0.02, "SUBSCRIBE", 1, 200, message -> message.setExpiresSeconds(expiresSeconds));
            Map<String, String> active = Map.of("event", "presence", "subscription-state", "active");
            outside(party, 0.05, "NOTIFY", 1, 0, message -> message.setHeaders(active)
                    .setFromTag(party.toTag())
                    .setToTag("from-" + party.number));
        }
    }

    void refusedCredentials() {
        Party party = new Party(calls++, beginMicros);
        Map<String, String> credentials = Map.of("authorization", "Digest example.org");
        outside(party, 0, "MESSAGE", 1, 0, message -> message.setHeaders(credentials)
                .setCredentialsUser("caller"));
        outside(party, 0.02, "MESSAGE", 1, 403, message -> {});
    }

    /** Somebody who asks for one user after the other, of whom none exists. */
    void scan(int users) {
        Party party = new Party(calls++, beginMicros);
        for (int i = 0; i < users; i++) {
            String user = "user-" + i;
            outside(party, i, "OPTIONS", 1 + i, 0, message -> message.setToUser(user));
            outside(party, i + 0.02, "OPTIONS", 1 + i, 404, message -> message.setToUser(user));
        }
    }

    /** Somebody who does not answer OPTIONS. */
    void lostPeer() {
        outside(new Party(calls++, beginMicros), 0, "OPTIONS", 1, 0, message -> {});
    }

    private void outside(
            Party party, double seconds, String method, long cseq, int status, Consumer<SipMessage.Builder> more) {
        long time = party.startMicros + Math.round(seconds * SECOND);
        SipMessage.Builder message = message(party, time, method, cseq, status == 0, status == 0 ? "" : party.toTag());
        message.setStatusCode(status).setViaBranch("z9hG4bK-" + party.number + '-' + cseq + '-' + method);
        more.accept(message);
        events.add(message.build());
    }

    /** Ticks of the probe every ten seconds, until so long after the last call began; the last one ends the capture. */
    void heartbeats(int secondsAfter) {
        long end = beginMicros + (calls + secondsAfter) * SECOND;
        for (long time = beginMicros; time < end; time += 10 * SECOND) events.add(heartbeat(time, false));
        events.add(heartbeat(end, true));
    }

    /** A tick so long after the last call began, not part of the events. */
    ProbeHealth heartbeat(int secondsAfter) {
        return heartbeat(beginMicros + (calls + secondsAfter) * SECOND, false);
    }

    private ProbeHealth heartbeat(long timeMicros, boolean last) {
        return ProbeHealth.newBuilder()
                .setProbe(PROBE)
                .setBoot(1)
                .setSequence(++sequence)
                .setTimeMicros(timeMicros)
                .setStartMicros(timeMicros - 10 * SECOND)
                .setEndOfCapture(last)
                .setPacketsRead(0)
                .setFates(Map.of())
                .setErrors(Map.of())
                .build();
    }

    private void request(
            Party party, long timeMicros, String method, long cseq, boolean fromCaller, String toTag, boolean offers) {
        SipMessage.Builder message = message(party, timeMicros, method, cseq, fromCaller, toTag);
        message.setRequestUri("sip:callee@" + party.callee);
        message.setViaBranch("z9hG4bK-" + party.number + '-' + cseq + '-' + method);
        if (offers) message.setSdp(sdp(party.caller, party.callerPort));
        events.add(message.build());
    }

    private void response(
            Party party, long timeMicros, int status, String method, long cseq, String toTag, boolean answers) {
        SipMessage.Builder message = message(party, timeMicros, method, cseq, false, toTag);
        message.setStatusCode(status);
        message.setReasonPhrase("because");
        message.setViaBranch("z9hG4bK-" + party.number + '-' + cseq + '-' + method);
        if (answers) message.setSdp(sdp(party.callee, party.calleePort));
        events.add(message.build());
    }

    private SipMessage.Builder message(
            Party party, long timeMicros, String method, long cseq, boolean fromCaller, String toTag) {
        return SipMessage.newBuilder()
                .setProbe(PROBE)
                .setBoot(1)
                .setSequence(++sequence)
                .setTimeMicros(timeMicros)
                .setTransport(SipTransport.UDP)
                .setSourceAddress(fromCaller ? party.caller : party.callee)
                .setSourcePort(5060)
                .setDestinationAddress(fromCaller ? party.callee : party.caller)
                .setDestinationPort(5060)
                .setCallId(party.callId())
                .setMethod(method)
                .setCseq(cseq)
                .setFromUri("sip:caller@" + party.caller)
                .setFromUser("caller")
                .setFromTag("from-" + party.number)
                .setToUri("sip:callee@" + party.callee)
                .setToUser("callee")
                .setToTag(toTag)
                .setRaw(method + " of " + party.callId() + "\r\n\r\n");
    }

    private static Sdp sdp(String address, int port) {
        SdpCodec pcmu = SdpCodec.newBuilder()
                .setPayloadType(0)
                .setName("PCMU")
                .setClockRateHz(8_000)
                .build();
        return Sdp.newBuilder()
                .setMedia(List.of(SdpMedia.newBuilder()
                        .setKind("audio")
                        .setAddress(address)
                        .setPort(port)
                        .setRtcpPort(port + 1)
                        .setProtocol("RTP/AVP")
                        .setDirection(SdpDirection.SENDRECV)
                        .setCodecs(List.of(pcmu))
                        .build()))
                .build();
    }

    /** Reports of a stream of 50 packets per second, and one RTCP sender report. */
    private String media(Party party, boolean fromCaller, long startMicros, int seconds, double lossRatio) {
        String id = Keys.streamId(
                PROBE,
                fromCaller ? party.caller + ':' + party.callerPort : party.callee + ':' + party.calleePort,
                fromCaller ? party.callee + ':' + party.calleePort : party.caller + ':' + party.callerPort,
                fromCaller ? 1 : 2,
                startMicros);
        long end = startMicros + seconds * SECOND;
        for (long from = startMicros; from < end; from += INTERVAL) {
            long to = Math.min(from + INTERVAL, end);
            events.add(report(party, fromCaller, id, startMicros, from, to, to == end, lossRatio));
        }
        events.add(RtcpReport.newBuilder()
                .setProbe(PROBE)
                .setBoot(1)
                .setSequence(++sequence)
                .setTimeMicros(startMicros + SECOND)
                .setStreamId(id)
                .setSourceAddress(fromCaller ? party.caller : party.callee)
                .setSourcePort((fromCaller ? party.callerPort : party.calleePort) + 1)
                .setDestinationAddress(fromCaller ? party.callee : party.caller)
                .setDestinationPort((fromCaller ? party.calleePort : party.callerPort) + 1)
                .setReporterSsrc(fromCaller ? 1 : 2)
                .setSubjectSsrc(fromCaller ? 1 : 2)
                .setKind(RtcpKind.SENDER_REPORT)
                .setSenderPackets(50)
                .setSenderOctets(8_000)
                .build());
        return id;
    }

    private MediaReport report(
            Party party,
            boolean fromCaller,
            String id,
            long streamStart,
            long from,
            long to,
            boolean last,
            double lossRatio) {
        long expected = (to - from) / 20_000;
        long lost = Math.round(expected * lossRatio);
        long received = expected - lost;
        return MediaReport.newBuilder()
                .setProbe(PROBE)
                .setBoot(1)
                .setSequence(++sequence)
                .setStreamId(id)
                .setSourceAddress(fromCaller ? party.caller : party.callee)
                .setSourcePort(fromCaller ? party.callerPort : party.calleePort)
                .setDestinationAddress(fromCaller ? party.callee : party.caller)
                .setDestinationPort(fromCaller ? party.calleePort : party.callerPort)
                .setSsrc(fromCaller ? 1 : 2)
                .setStreamStartMicros(streamStart)
                .setStartMicros(from)
                .setEndMicros(to)
                .setLastPacketMicros(to - 20_000)
                .setLast(last)
                .setPayloadTypes(List.of(0))
                .setCodec("PCMU")
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
                .setJitterSumMs(0.3 * received)
                .setJitterSamples(received)
                .setJitterMaxMs(1.25)
                .setDeltaMaxMs(21.5)
                .setInterarrival(List.of(received, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L))
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
                .build();
    }

    /** The two sides of call number n. */
    private static final class Party {
        final int number;
        final long startMicros;
        final String caller;
        final String callee;
        final int callerPort;
        final int calleePort;

        Party(int number, long beginMicros) {
            this.number = number;
            this.startMicros = beginMicros + number * SECOND + 137L * number;
            this.caller = "192.0.2." + (1 + number % 100);
            this.callee = "198.51.100." + (1 + number % 100);
            this.callerPort = 10_000 + 4 * number;
            this.calleePort = 10_002 + 4 * number;
        }

        String callId() {
            return "call-" + number + "/x?@example.org";
        }

        String toTag() {
            return "to-" + number;
        }
    }
}
