// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.PcapWriter;
import earshot.testkit.SipText;
import java.util.SplittableRandom;

/**
 * A capture of calls that all run at the same time, with everything that calls have: signalling, two directions of media,
 * control packets. The same settings give the same bytes.
 *
 * <p>Each call: INVITE, 100, 180, 200, ACK, media both ways, BYE, 200.
 */
final class CallCapture {
    private static final long START_NANOS = 1_767_225_600_000_000_000L; // 2026-01-01
    private static final long CALLS_SPREAD_NANOS = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final int PORTS = 8_000;
    private static final String PROXY_A = "10.0.0.1";
    private static final String PROXY_B = "10.0.0.2";
    /** Of any dialog: no tag. */
    private static final String OUTSIDE = "";

    private final int calls;
    private final long mediaNanos;
    private final long seed;
    private final Timetable timetable = new Timetable();

    CallCapture(int calls, int seconds, long seed) {
        this.calls = calls;
        this.mediaNanos = seconds * 1_000L * MS;
        this.seed = seed;
    }

    void write(PcapWriter capture) {
        for (int call = 0; call < calls; call++) schedule(call);
        timetable.write(capture);
    }

    private void schedule(int call) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + call);
        long invite = START_NANOS + CALLS_SPREAD_NANOS * call / calls;
        long answer = invite + 100 * MS;
        long bye = answer + mediaNanos + 60 * MS;
        RtpSender.Endpoints there = new RtpSender.Endpoints(host(1, call), port(call), host(2, call), port(call));
        signal(call, there, invite, answer, bye);

        long ssrcA = random.nextInt() & 0xFFFF_FFFFL;
        long ssrcB = random.nextInt() & 0xFFFF_FFFFL;
        long start = answer + 20 * MS + random.nextLong(20 * MS);
        int packets = (int) (mediaNanos / RtpSender.PACKET_NANOS);
        RtpSender fromA = new RtpSender(timetable, there, ssrcA, start, packets, random.split());
        RtpSender fromB = new RtpSender(timetable, there.reverse(), ssrcB, start, packets, random.split());
        timetable.at(start, fromA);
        timetable.at(start, fromB);
        long firstA = start + 500 * MS + random.nextLong(4_000 * MS);
        long firstB = start + 500 * MS + random.nextLong(4_000 * MS);
        long end = start + mediaNanos;
        timetable.at(firstA, new RtcpSender(there, fromA, ssrcA, ssrcB, start, end));
        timetable.at(firstB, new RtcpSender(there.reverse(), fromB, ssrcB, ssrcA, start, end));
    }

    private void signal(int call, RtpSender.Endpoints media, long invite, long answer, long bye) {
        sip(true, invite, request("INVITE", call, 1, OUTSIDE).sdp(media.source(), media.sourcePort()));
        sip(false, invite + 2 * MS, response("100 Trying", "INVITE", call, 1, OUTSIDE));
        sip(false, invite + 30 * MS, response("180 Ringing", "INVITE", call, 1, tag(call)));
        SipText ok = response("200 OK", "INVITE", call, 1, tag(call));
        sip(false, answer, ok.sdp(media.destination(), media.destinationPort()));
        sip(true, answer + 4 * MS, request("ACK", call, 1, tag(call)));
        sip(true, bye, request("BYE", call, 2, tag(call)));
        sip(false, bye + 5 * MS, response("200 OK", "BYE", call, 2, tag(call)));
    }

    /** Of the callee, which makes the dialog: RFC 3261 12.1.1. */
    private static String tag(int call) {
        return ";tag=b" + call;
    }

    private static SipText request(String method, int call, int cseq, String toTag) {
        return headers(SipText.of(method + " sip:callee" + call + "@example.com SIP/2.0"), method, call, cseq, toTag);
    }

    private static SipText response(String status, String method, int call, int cseq, String toTag) {
        return headers(SipText.of("SIP/2.0 " + status), method, call, cseq, toTag);
    }

    private static SipText headers(SipText text, String method, int call, int cseq, String toTag) {
        return text.header("Via", "SIP/2.0/UDP " + PROXY_A + ":5060;branch=z9hG4bK" + method + cseq + "-" + call)
                .header("From", "<sip:caller" + call + "@example.com>;tag=a" + call)
                .header("To", "<sip:callee" + call + "@example.com>" + toTag)
                .header("Call-ID", "call-" + call + "@example.com")
                .header("CSeq", cseq + " " + method)
                .header("Max-Forwards", "70")
                .header("User-Agent", "bench");
    }

    private void sip(boolean fromCaller, long timeNanos, SipText text) {
        String from = fromCaller ? PROXY_A : PROXY_B;
        String to = fromCaller ? PROXY_B : PROXY_A;
        timetable.frame(timeNanos, new RtpSender.Endpoints(from, 5060, to, 5060).frame(text.bytes()));
    }

    private static String host(int side, int call) {
        int number = call / PORTS;
        return "10." + side + "." + (number >> 8) + "." + (number & 0xFF);
    }

    private static int port(int call) {
        return 16_384 + 2 * (call % PORTS);
    }
}
