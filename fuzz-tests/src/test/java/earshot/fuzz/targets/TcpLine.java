// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.sip.SipStreams;
import earshot.testkit.Frames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One direction of a connection as segments, and the messages that come out at its end. */
final class TcpLine {
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final long START = 0xFFFF_FF80L;

    private final SipStreams streams = new SipStreams();
    private final IpPacket ip = new IpPacket();
    private final TcpHeader tcp = new TcpHeader();
    private final List<String> messages = new ArrayList<>();

    TcpLine() {
        send(SYN, START - 1, new byte[0]);
    }

    void send(int position, byte[] payload) {
        send(ACK, START + position, payload);
    }

    private void send(int flags, long sequence, byte[] payload) {
        byte[] segment = Frames.tcp(40_000, 5060, sequence & 0xFFFF_FFFFL, flags, payload);
        byte[] packet = Frames.ipv4("192.0.2.1", "192.0.2.2", Frames.TCP, segment);
        ip.wrap(packet, 0, packet.length);
        tcp.wrap(packet, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength());
        streams.accept(ip, tcp, 0, 1_000_000, this::take);
    }

    private void take(TcpFlow flow, boolean webSocket, byte[] bytes, int offset, int length) {
        messages.add((webSocket ? "ws " : "") + new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    /** The messages so far; each octet is a character. */
    List<String> messages() {
        return messages;
    }

    /** Whether the connection was found to speak something else: from there on its octets are not looked at as one row. */
    boolean isGivenUp() {
        return streams.directions() == 0;
    }
}
