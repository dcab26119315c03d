// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * This is a capture being written as a play: SIP messages between hosts and streams of RTP, each at its second. The
 * bytes are whole frames, so that what reads them has everything to do. Hosts are IPv4 addresses; SIP is on port 5060.
 */
public final class CallScript {
    /** 15 January 2026, 12:00 UTC, microseconds. */
    public static final long START_MICROS = 1_768_478_400_000_000L;

    private static final class Packet {
        private final long timeMicros;
        private final byte[] frame;

        private Packet(long timeMicros, byte[] frame) {
            this.timeMicros = timeMicros;
            this.frame = frame;
        }
    }

    private final String callId;
    private final List<Packet> packets = new ArrayList<>();
    private double now;
    private long sendersRestarted;

    /** A play about one Call-ID; {@link #called} begins another. */
    public CallScript(String callId) {
        this.callId = callId;
    }

    private CallScript(String callId, List<Packet> packets) {
        this.callId = callId;
        this.packets.addAll(packets);
    }

    /** The packets so far, and what follows is about another Call-ID. */
    public CallScript called(String otherCallId) {
        return new CallScript(otherCallId, packets);
    }

    /** What follows happens then. */
    public CallScript at(double seconds) {
        now = seconds;
        return this;
    }

    /** One message being written; {@link #send} puts it into the play. */
    public final class Line {
        private final String start;
        private final String method;
        private final String source;
        private final String destination;
        private final List<String> vias = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private String caller = "alice";
        private String called = "bob";
        private String from = "sip:alice@example.com>;tag=a";
        private String to = "sip:bob@example.com>";
        private int cseq = 1;
        private String body = "";

        private Line(String start, String method, String source, String destination) {
            this.start = start;
            this.method = method;
            this.source = source;
            this.destination = destination;
        }

        public Line cseq(int number) {
            cseq = number;
            return this;
        }

        /** Branches of the Vias, topmost first; without this the sender's own only. */
        public Line via(String... branches) {
            vias.clear();
            for (String branch : branches) vias.add("SIP/2.0/UDP " + branch + ".example:5060;branch=z9hG4bK-" + branch);
            return this;
        }

        /** Users in From and To; before their tags are said. */
        public Line users(String callerUser, String calledUser) {
            caller = callerUser;
            called = calledUser;
            from = "sip:" + caller + "@example.com>;tag=a";
            to = "sip:" + called + "@example.com>";
            return this;
        }

        /** To-tag of what the caller sends and is answered. */
        public Line tag(String tag) {
            to = "sip:" + called + "@example.com>;tag=" + tag;
            return this;
        }

        /** What the callee, of this tag, sends and is answered. */
        public Line byCallee(String tag) {
            from = "sip:" + called + "@example.com>;tag=" + tag;
            to = "sip:" + caller + "@example.com>;tag=a";
            return this;
        }

        public Line header(String name, String value) {
            headers.add(name + ": " + value);
            return this;
        }

        /** One m= line of PCMU and PCMA. */
        public Line sdp(String address, int port, String... attributes) {
            return sdp("m=audio " + port + " RTP/AVP 0 8", address, attributes);
        }

        /** The m= lines given, each with the address of the session. */
        public Line sdp(String media, String address, String... attributes) {
            StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address
                    + "\r\nt=0 0\r\n" + media + "\r\n");
            for (String attribute : attributes)
                text.append("a=").append(attribute).append("\r\n");
            return body("application/sdp", text.toString());
        }

        public Line body(String type, String text) {
            body = text;
            return header("Content-Type", type);
        }

        public CallScript send() {
            if (vias.isEmpty()) via(method.equals("CANCEL") ? "INVITE-" + cseq : method + '-' + cseq);
            StringBuilder text = new StringBuilder(start).append("\r\n");
            for (String via : vias) text.append("Via: ").append(via).append("\r\n");
            text.append("From: <").append(from).append("\r\nTo: <").append(to).append("\r\nCall-ID: ");
            text.append(callId)
                    .append("\r\nCSeq: ")
                    .append(cseq)
                    .append(' ')
                    .append(method)
                    .append("\r\n");
            for (String header : headers) text.append(header).append("\r\n");
            text.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            packet(now, Frames.udpFrame(source, 5060, destination, 5060, bytes));
            return CallScript.this;
        }
    }

    public Line request(String method, String source, String destination) {
        return new Line(method + " sip:bob@" + destination + " SIP/2.0", method, source, destination);
    }

    public Line response(int status, String method, String source, String destination) {
        return new Line("SIP/2.0 " + status + " Text", method, source, destination);
    }

    /** From now on senders of RTP have other SSRCs than before. */
    public CallScript sendersRestart() {
        sendersRestarted++;
        return this;
    }

    /** Packets of 20 ms of a static payload type, from the first second to before the second. */
    public CallScript rtp(
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            int payloadType,
            double from,
            double to) {
        long ssrc = ((source + sourcePort).hashCode() + sendersRestarted) & 0xFFFF_FFFFL;
        int first = (int) Math.round(from * 50);
        RtpPackets sender = new RtpPackets(payloadType, ssrc, first & 0xFFFF, first * 160L, 160, 160);
        for (int i = 0; from + i * 0.02 < to; i++) {
            packet(from + i * 0.02, Frames.udpFrame(source, sourcePort, destination, destinationPort, sender.next()));
        }
        return this;
    }

    /** Any datagram. */
    public CallScript udp(String source, int sourcePort, String destination, int destinationPort, byte[] payload) {
        packet(now, Frames.udpFrame(source, sourcePort, destination, destinationPort, payload));
        return this;
    }

    private void packet(double seconds, byte[] frame) {
        packets.add(new Packet(START_MICROS + Math.round(seconds * 1_000_000), frame));
    }

    /** The capture as a file has it, in order of time. */
    public byte[] pcap() {
        packets.sort(Comparator.comparingLong(packet -> packet.timeMicros));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(file, PcapWriter.Format.PCAP_MICROS, 1)) {
            for (Packet packet : packets) writer.packet(packet.timeMicros * 1_000, packet.frame);
        }
        return file.toByteArray();
    }
}
