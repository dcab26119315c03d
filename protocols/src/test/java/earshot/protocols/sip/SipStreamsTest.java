// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.sip.SipStreams.Limits;
import earshot.testkit.Frames;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import earshot.testkit.SipText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SipStreamsTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final long START = 0xFFFF_FF00L; // wraps soon

    private final IpPacket ip = new IpPacket();
    private final TcpHeader tcp = new TcpHeader();
    private final List<String> messages = new ArrayList<>();
    private final List<Boolean> overWebSocket = new ArrayList<>();
    private SipStreams streams = new SipStreams();
    private long nowMicros = 1_000_000;

    private static String invite(String callId) {
        return SipText.request("INVITE", callId, 1, "z9hG4bK1")
                .sdp("192.0.2.1", 4000)
                .toString();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean segment(int flags, long at, byte[] payload) {
        return segment("192.0.2.1", flags, START + at, payload);
    }

    private boolean segment(String source, int flags, long sequence, byte[] payload) {
        byte[] packet =
                Frames.ipv4(source, "192.0.2.2", Frames.TCP, Frames.tcp(40_000, 5060, sequence, flags, payload));
        ip.wrap(packet, 0, packet.length);
        tcp.wrap(packet, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength());
        return streams.accept(ip, tcp, 0, nowMicros, (flow, webSocket, bytes, offset, length) -> {
            assertThat(flow.sourceAddress()).isEqualTo(source);
            assertThat(flow.destinationAddress()).isEqualTo("192.0.2.2");
            assertThat(flow.sourcePort()).isEqualTo(40_000);
            assertThat(flow.destinationPort()).isEqualTo(5060);
            messages.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
            overWebSocket.add(webSocket);
        });
    }

    @Test
    void severalMessagesMayShareASegment() {
        segment(
                ACK,
                0,
                octets(invite("a") + "\r\n\r\n" + invite("b") + invite("c").substring(0, 50)));

        assertThat(messages).containsExactly(invite("a"), invite("b"));
    }

    @Test
    void aMessageMayNeedSeveralSegmentsInAnyOrder() {
        byte[] all = octets(invite("a"));
        segment(SYN, -1, new byte[0]);
        segment(ACK, 100, Arrays.copyOfRange(all, 100, all.length));
        assertThat(messages).isEmpty();
        segment(ACK, 0, Arrays.copyOf(all, 100));

        assertThat(messages).containsExactly(invite("a"));
    }

    @Test
    void sentAgainIsNotReadAgain() {
        segment(ACK, 0, octets(invite("a")));
        segment(ACK, 0, octets(invite("a")));

        assertThat(messages).containsExactly(invite("a"));
    }

    @Test
    void readingGoesOnBehindAGapAtTheNextStartLine() {
        byte[] first = octets(invite("a"));
        int cut = 120;
        segment(ACK, 0, Arrays.copyOf(first, cut));
        String rest =
                "Contact: <sip:x@y>\r\n\r\nm=audio\r\n" + invite("b"); // the middle of a message, then a whole one
        segment(ACK, cut + 500, octets(rest));
        assertThat(messages).isEmpty();

        nowMicros += Limits.DEFAULT.gapMicros() + 1;
        segment(ACK, cut + 500 + rest.length(), octets(invite("c")));

        assertThat(messages).containsExactly(invite("b"), invite("c"));
        assertThat(streams.gaps()).isEqualTo(1);
    }

    @Test
    void atTheEndOfACaptureWhatIsBehindAGapComesOut() {
        segment(ACK, 0, octets(invite("a")));
        segment(ACK, 5000, octets(invite("b")));

        streams.flush((flow, webSocket, bytes, offset, length) ->
                messages.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

        assertThat(messages).containsExactly(invite("a"), invite("b"));
        assertThat(streams.directions()).isZero();
        assertThat(streams.octets()).isZero();
    }

    @Test
    void otherProtocolsCostNothing() {
        segment(SYN, -1, new byte[0]);
        assertThat(segment(ACK, 0, octets("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))).isFalse();
        assertThat(segment(ACK, 27, octets("more"))).isFalse();

        assertThat(streams.directions()).isZero();
        assertThat(streams.octets()).isZero();
        assertThat(messages).isEmpty();
    }

    @Test
    void aNewConnectionOnTheSamePortsStartsAnew() {
        segment(ACK, 0, octets(invite("a").substring(0, 90)));
        segment(SYN, 900_000, new byte[0]);
        segment(ACK, 900_001, octets(invite("b")));

        assertThat(messages).containsExactly(invite("b"));
    }

    @Test
    void webSocketFramesAreUnmaskedAndPutTogether() { // RFC 7118
        byte[] handshake = octets("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
        byte[] message = octets(invite("a"));
        byte[] first = frame(0x01, Arrays.copyOf(message, 150));
        byte[] ping = frame(0x89, new byte[4]);
        byte[] second = frame(0x80, Arrays.copyOfRange(message, 150, message.length));
        segment(SYN, -1, new byte[0]);
        segment(ACK, 0, handshake);
        segment(
                ACK,
                handshake.length,
                new Octets().raw(first).raw(ping).raw(second).bytes());

        assertThat(messages).containsExactly(invite("a"));
        assertThat(overWebSocket).containsExactly(true);
    }

    /** A masked frame as clients send it. */
    private static byte[] frame(int first, byte[] payload) {
        Octets frame = new Octets().u8(first);
        if (payload.length < 126) {
            frame.u8(0x80 | payload.length);
        } else {
            frame.u8(0x80 | 126).u16(payload.length);
        }
        byte[] mask = {0x12, 0x34, 0x56, 0x78};
        frame.raw(mask);
        for (int i = 0; i < payload.length; i++) frame.u8(payload[i] ^ mask[i % 4]);
        return frame.bytes();
    }

    @Test
    void aFloodOfConnectionsDoesNotDriveOutThoseThatSpeakSip() {
        streams = new SipStreams(new Limits(100, 50, 256 << 10, 1 << 20, 2_000_000));
        String message = invite("a");
        segment(ACK, 0, octets(message.substring(0, 90)));
        for (int i = 0; i < 10_000; i++) {
            segment("10.0." + i / 256 + '.' + i % 256, SYN, i, new byte[0]);
            assertThat(streams.directions()).isLessThanOrEqualTo(150);
        }
        segment(ACK, 90, octets(message.substring(90)));

        assertThat(messages).containsExactly(message);
        assertThat(streams.evicted()).isPositive();
    }

    @Test
    void aMessageWithoutEndDoesNotGrowWithoutEnd() {
        byte[] filling = octets("X: " + "y".repeat(1000) + "\r\n");
        byte[] start = octets("INVITE sip:a@b SIP/2.0\r\n");
        segment(ACK, 0, start);
        for (int i = 0; i < 2000; i++) {
            segment(ACK, start.length + (long) i * filling.length, filling);
            assertThat(streams.octets()).isLessThan(1 << 20);
        }
        segment(ACK, start.length + 2000L * filling.length, octets(invite("b")));

        assertThat(messages).containsExactly(invite("b"));
    }

    @Test
    void octetByOctetTakesNoLongerThanItMust() { // sixteen times the octets: squared, it would be 256 times the time
        assertThat(cpuMicrosOctetByOctet(60_000)).isLessThan(64 * cpuMicrosOctetByOctet(3_750) + 20_000);
        assertThat(messages).hasSize(2);
    }

    /** A message of so many octets of headers and as many of body. */
    private long cpuMicrosOctetByOctet(int size) {
        byte[] all = octets(SipText.request("INVITE", "slow", 1, "z9hG4bK1")
                .header("X", "y".repeat(size))
                .body("text/plain", "\n".repeat(size))
                .toString());
        streams = new SipStreams();
        long start = THREADS.getCurrentThreadCpuTime();
        for (int at = 0; at < all.length; at++) segment(at == 0 ? SYN : ACK, at == 0 ? -1 : at, new byte[] {all[at]});
        return (THREADS.getCurrentThreadCpuTime() - start) / 1000;
    }

    @Property(tries = 300)
    void anyCutIntoSegmentsGivesTheSameMessages(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add(invite("call" + i));
            sent.append(expected.get(i)).append("\r\n".repeat(random.nextInt(3)));
        }
        byte[] all = octets(sent.toString());
        int mean = 1 + random.nextInt(400);
        streams = new SipStreams();
        messages.clear();
        segment(SYN, -1, new byte[0]);
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(mean));
            segment(ACK, from, Arrays.copyOfRange(all, from, to));
            from = to;
        }

        assertThat(messages).isEqualTo(expected);
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] packet = Frames.ipv4(
                "192.0.2.1", "192.0.2.2", Frames.TCP, Frames.tcp(1, 2, 3, ACK, octets(invite("a") + invite("b"))));
        HostileBytes.attack(packet, 13, (bytes, offset, length) -> {
            SipStreams fresh = new SipStreams();
            List<String> found = new ArrayList<>();
            if (ip.wrap(bytes, offset, length) != IpPacket.Verdict.IP) return found;
            if (tcp.wrap(bytes, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength()) != TcpHeader.Verdict.TCP) {
                return found;
            }
            SipStreams.Sink sink = (flow, webSocket, message, at, size) ->
                    found.add(new String(message, at, size, StandardCharsets.ISO_8859_1));
            fresh.accept(ip, tcp, 0, 0, sink);
            fresh.flush(sink);
            return found;
        });
    }
}
