// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** One call: INVITE, 100, 180, 200, ACK, and at its end BYE and 200. Two telephones behind two proxies. */
final class TrafficCall {
    private static final int PORTS = 20_000;
    private static final long MS = 1_000;

    private final CallTraffic traffic;
    private final int number;
    private final long startMicros;
    private final long answerMicros;
    private final long endMicros;
    private int step;

    TrafficCall(CallTraffic traffic, int number, long startMicros, long lastsMicros) {
        this.traffic = traffic;
        this.number = number;
        this.startMicros = startMicros;
        this.answerMicros = startMicros + 1_500 * MS;
        this.endMicros = startMicros + lastsMicros;
    }

    String callId() {
        return "a84b4c76e66710-" + number + "@pc33.example.com";
    }

    int number() {
        return number;
    }

    long mediaMicros() {
        return answerMicros + 30 * MS;
    }

    /** When the last packet of its media has passed. */
    long mediaEndMicros() {
        return endMicros + 20 * MS;
    }

    String address(boolean ofCaller) {
        int host = number / PORTS;
        return (ofCaller ? "10.1." : "10.2.") + (host >> 8) + '.' + (host & 0xFF);
    }

    int port() {
        return 16_384 + 2 * (number % PORTS);
    }

    /** The next of its messages. */
    long signal(long timeMicros, Consumer<SpecificRecordBase> events) {
        switch (step++) {
            case 0 -> events.accept(message(timeMicros, true, "INVITE", 1, 0, sdp(true)));
            case 1 -> events.accept(message(timeMicros, false, "INVITE", 1, 100, null));
            case 2 -> events.accept(message(timeMicros, false, "INVITE", 1, 180, null));
            case 3 -> events.accept(message(timeMicros, false, "INVITE", 1, 200, sdp(false)));
            case 4 -> events.accept(message(timeMicros, true, "ACK", 1, 0, null));
            case 5 -> events.accept(message(timeMicros, true, "BYE", 2, 0, null));
            default -> events.accept(message(timeMicros, false, "BYE", 2, 200, null));
        }
        return switch (step) {
            case 1 -> startMicros + 3 * MS;
            case 2 -> startMicros + 150 * MS;
            case 3 -> answerMicros;
            case 4 -> answerMicros + 20 * MS;
            case 5 -> endMicros;
            case 6 -> endMicros + 15 * MS;
            default -> CallTraffic.NEVER;
        };
    }

    private SipMessage message(
            long timeMicros, boolean fromCaller, String method, long cseq, int status, @Nullable Sdp sdp) {
        String branch = "z9hG4bK776asdhds-" + number + '-' + cseq + '-' + method;
        String toTag = status == 100 || (status == 0 && method.equals("INVITE")) ? "" : "to-" + number;
        SipMessage.Builder message = SipMessage.newBuilder()
                .setProbe(CallTraffic.PROBE)
                .setBoot(1)
                .setSequence(traffic.nextSequence())
                .setTimeMicros(timeMicros)
                .setTransport(SipTransport.UDP)
                .setSourceAddress(fromCaller ? "10.0.0.1" : "10.0.0.2")
                .setSourcePort(5060)
                .setDestinationAddress(fromCaller ? "10.0.0.2" : "10.0.0.1")
                .setDestinationPort(5060)
                .setCallId(callId())
                .setMethod(method)
                .setCseq(cseq)
                .setFromUri("sip:+4930" + number + "@a.example.com")
                .setFromUser("+4930" + number)
                .setFromTag("from-" + number)
                .setToUri("sip:+4940" + number + "@b.example.com")
                .setToUser("+4940" + number)
                .setToTag(toTag)
                .setViaBranch(branch)
                .setViaSentBy("10.0.0.1:5060")
                .setContactUri("sip:+4930" + number + "@10.0.0.1:5060")
                .setUserAgent("Telephone/1.0")
                .setMaxForwards(69)
                .setViaCount(1)
                .setSdp(sdp)
                .setRaw(raw(method, cseq, status, branch, toTag, sdp));
        if (status == 0) {
            message.setRequestUri("sip:+4940" + number + "@b.example.com");
        } else {
            message.setStatusCode(status).setReasonPhrase(status == 200 ? "OK" : "Progress");
        }
        return message.build();
    }

    private String raw(String method, long cseq, int status, String branch, String toTag, @Nullable Sdp sdp) {
        String start = status == 0
                ? method + " sip:+4940" + number + "@b.example.com SIP/2.0"
                : "SIP/2.0 " + status + (status == 200 ? " OK" : " Progress");
        String body = sdp == null
                ? ""
                : "v=0\r\no=- 1 1 IN IP4 10.1.0.1\r\ns=-\r\nc=IN IP4 "
                        + sdp.getMedia().get(0).getAddress()
                        + "\r\nt=0 0\r\nm=audio " + port() + " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
        return start + "\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=" + branch
                + ";rport\r\nMax-Forwards: 69\r\nFrom: <sip:+4930"
                + number + "@a.example.com>;tag=from-" + number + "\r\nTo: <sip:+4940" + number + "@b.example.com>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: " + callId() + "\r\nCSeq: " + cseq + ' '
                + method
                + "\r\nContact: <sip:+4930" + number
                + "@10.0.0.1:5060>\r\nUser-Agent: Telephone/1.0\r\nAllow: INVITE, ACK,"
                + " CANCEL, BYE, OPTIONS, UPDATE, PRACK\r\nSupported: 100rel, timer\r\n"
                + (sdp == null ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n"
                + body;
    }

    private Sdp sdp(boolean ofCaller) {
        return Sdp.newBuilder()
                .setMedia(List.of(SdpMedia.newBuilder()
                        .setKind("audio")
                        .setAddress(address(ofCaller))
                        .setPort(port())
                        .setRtcpPort(port() + 1)
                        .setProtocol("RTP/AVP")
                        .setDirection(SdpDirection.SENDRECV)
                        .setPtimeMs(20)
                        .setCodecs(List.of(codec(8, "PCMA"), codec(101, "telephone-event")))
                        .build()))
                .build();
    }

    private static SdpCodec codec(int payloadType, String name) {
        return SdpCodec.newBuilder()
                .setPayloadType(payloadType)
                .setName(name)
                .setClockRateHz(8_000)
                .build();
    }
}
