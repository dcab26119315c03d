// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.Binding;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.Keys;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import java.util.List;

/** One event of each kind, with values that rows must carry. */
final class SampleEvents {
    static final long START_MICROS = 1_767_323_045_000_006L;

    private SampleEvents() {}

    static Call.Builder call() {
        return Call.newBuilder()
                .setCallKey("k")
                .setVersion(7)
                .setCallId("call-1")
                .setFrom("sip:alice@example.org")
                .setTo("sip:bob@example.org")
                .setFromUser("alice")
                .setToUser("bob")
                .setCaller("192.0.2.1:5060")
                .setCallee("192.0.2.2:5060")
                .setProbes(List.of("p1"))
                .setState(CallState.ANSWERED)
                .setEnded(false)
                .setStartMicros(START_MICROS)
                .setMessages(5)
                .setRetransmissions(0)
                .setForks(1)
                .setStreams(List.of());
    }

    static Stream stream() {
        return Stream.newBuilder()
                .setStreamId("s")
                .setVersion(1)
                .setProbe("p1")
                .setSourceAddress("192.0.2.1")
                .setSourcePort(4000)
                .setDestinationAddress("2001:db8::2")
                .setDestinationPort(5000)
                .setSsrc(0xBEEF)
                .setPayloadTypes(List.of(0))
                .setCodec("PCMU")
                .setClockRateHz(8000)
                .setPtimeMs(20)
                .setStartMicros(START_MICROS)
                .setEndMicros(START_MICROS + 1)
                .setEnded(true)
                .setPackets(250)
                .setUnique(250)
                .setExpected(250)
                .setLost(0)
                .setLossPercent(0)
                .setDuplicates(0)
                .setOutOfOrder(0)
                .setJitterMeanMs(0.5)
                .setJitterMaxMs(1)
                .setDeltaMaxMs(21)
                .setBurstLossPercent(0)
                .setBurstRatio(1)
                .setDiscardPercent(0)
                .setRFactor(93.2)
                .setMosLq(4.41)
                .setDscp(List.of(46))
                .setEncrypted(false)
                .setCaptureSuspect(false)
                .setSenderReports(3)
                .setReceiverReports(2)
                .setExtendedReports(1)
                .setCallIds(List.of("call-1"))
                .setBinding(Binding.ONE_SIDE)
                .build();
    }

    static StreamInterval interval(List<String> callIds) {
        return StreamInterval.newBuilder()
                .setStreamId("s")
                .setCallKeys(callIds.stream().map(Keys::callKey).toList())
                .setCallIds(callIds)
                .setProbe("p1")
                .setSource("192.0.2.1:4000")
                .setDestination("192.0.2.2:5000")
                .setStartMicros(START_MICROS)
                .setEndMicros(START_MICROS + 5_000_000)
                .setLast(false)
                .setPackets(250)
                .setExpected(250)
                .setLost(0)
                .setLossPercent(0)
                .setJitterMeanMs(0.5)
                .setJitterMaxMs(1)
                .setDiscarded(0)
                .setCaptureSuspect(false)
                .build();
    }

    static SipMessage.Builder message() {
        return SipMessage.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(2)
                .setTimeMicros(START_MICROS)
                .setTransport(SipTransport.UDP)
                .setSourceAddress("192.0.2.1")
                .setSourcePort(5060)
                .setDestinationAddress("192.0.2.2")
                .setDestinationPort(5060)
                .setCallId("a/b?c@example.org")
                .setMethod("INVITE")
                .setCseq(1)
                .setRaw("INVITE sip:bob@example.org SIP/2.0\r\n\r\n");
    }

    static RtcpReport.Builder rtcp(RtcpKind kind) {
        return RtcpReport.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(3)
                .setTimeMicros(START_MICROS)
                .setStreamId("s")
                .setSourceAddress("192.0.2.1")
                .setSourcePort(4001)
                .setDestinationAddress("192.0.2.2")
                .setDestinationPort(5001)
                .setReporterSsrc(1)
                .setSubjectSsrc(2)
                .setKind(kind);
    }
}
