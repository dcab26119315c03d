// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpHeader;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The same octets give the same messages, whatever the network made of them: cut, swapped, sent twice, framed anew. */
class SipStreamOrderTest {
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final long START = 0xFFFF_FE00L; // wraps within the first messages
    private static final byte[] UPGRADE = octets("""
            GET /sip HTTP/1.1\r
            Host: ws.example.net\r
            Upgrade: WebSocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Protocol: chat, SIP\r
            Sec-WebSocket-Extensions: permessage-deflate\r
            \r
            """);

    private final IpPacket ip = new IpPacket();
    private final TcpHeader tcp = new TcpHeader();

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String message(int number) {
        return SipText.request(number % 2 == 0 ? "INVITE" : "ACK", "call" + number, 1, "z9hG4bK" + number)
                .header("Subject", "größer")
                .sdp("192.0.2.1", 4000 + number)
                .toString();
    }

    /** Where one segment starts and ends. */
    private record Piece(int from, int to) {}

    /** Cuts octets anywhere, sends some pieces twice or overlapping, and swaps those near to each other. */
    private static List<Piece> disturbed(int length, Random random) {
        int mean = 1 + random.nextInt(300);
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + 1 + random.nextInt(mean));
            pieces.add(new Piece(from, to));
            if (random.nextInt(4) == 0) pieces.add(new Piece(Math.max(0, from - random.nextInt(mean)), to));
            from = to;
        }
        for (int i = 0; i + 4 < pieces.size(); i += 4) Collections.shuffle(pieces.subList(i, i + 4), random);
        return pieces;
    }

    private List<String> read(byte[] all, List<Piece> pieces) {
        List<String> messages = new ArrayList<>();
        SipStreams streams = new SipStreams();
        send(streams, SYN, -1, new byte[0], messages);
        for (Piece piece : pieces) {
            send(streams, ACK, piece.from(), Arrays.copyOfRange(all, piece.from(), piece.to()), messages);
        }
        assertThat(streams.gaps()).isZero();
        return messages;
    }

    private void send(SipStreams streams, int flags, long at, byte[] payload, List<String> messages) {
        byte[] packet =
                Frames.ipv4("192.0.2.1", "192.0.2.2", Frames.TCP, Frames.tcp(40_000, 7443, START + at, flags, payload));
        ip.wrap(packet, 0, packet.length);
        tcp.wrap(packet, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength());
        streams.accept(
                ip,
                tcp,
                0,
                1_000_000,
                (flow, webSocket, bytes, offset, length) ->
                        messages.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void tcpMayCutSwapAndRepeat(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> sent = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            sent.add(message(i));
            all.append(sent.get(i)).append("\r\n".repeat(random.nextInt(3)));
        }
        byte[] octets = octets(all.toString());

        assertThat(read(octets, disturbed(octets.length, random))).isEqualTo(sent);
    }

    @Property(tries = 300)
    void webSocketsMayFragmentMaskAndCompressAsWell(@ForAll long seed) {
        Random random = new Random(seed);
        WebSocketWriter writer = new WebSocketWriter(random, random.nextBoolean());
        Octets all = new Octets().raw(UPGRADE);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sent.add(message(i));
            all.raw(writer.message(octets(sent.get(i))));
        }
        byte[] octets = all.bytes();

        assertThat(read(octets, disturbed(octets.length, random))).isEqualTo(sent);
    }

    /** RFC 7692 §7.2.3.2: the second message refers to the first, so it is far shorter and cannot be read alone. */
    @Test
    void aCompressedMessageMayReferToTheOneBefore() {
        WebSocketWriter writer = new WebSocketWriter(new Random(7), true);
        byte[] first = writer.message(octets(message(0)));
        byte[] second = writer.message(octets(message(0)));
        assertThat(second.length).isLessThan(first.length / 2);
        byte[] all = new Octets().raw(UPGRADE).raw(first).raw(second).bytes();

        assertThat(read(all, List.of(new Piece(0, all.length)))).containsExactly(message(0), message(0));
    }

    /** The capture began later: nothing said that this is a WebSocket but its first message. */
    @Property(tries = 100)
    void aWebSocketIsKnownWithoutItsHandshake(@ForAll long seed) {
        Random random = new Random(seed);
        WebSocketWriter writer = new WebSocketWriter(random, random.nextBoolean());
        writer.fragments = false;
        byte[] all = new Octets()
                .raw(writer.message(octets(message(0))))
                .raw(writer.message(octets(message(1))))
                .bytes();

        assertThat(read(all, disturbed(all.length, random))).containsExactly(message(0), message(1));
    }

    @Test
    void aWebSocketOfAnotherProtocolIsLeftAlone() {
        byte[] upgrade = octets("GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n");
        List<String> messages = new ArrayList<>();
        SipStreams streams = new SipStreams();
        send(streams, SYN, -1, new byte[0], messages);
        send(streams, ACK, 0, upgrade, messages);

        assertThat(streams.directions()).isZero();
    }

    /** Some kilobytes that inflate to many megabytes end the WebSocket, not the probe. */
    @Test
    void aBombIsNotInflated() {
        WebSocketWriter writer = new WebSocketWriter(new Random(1), true);
        writer.fragments = false;
        byte[] bomb = writer.message(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(SipFraming.MESSAGE_MAX);
        byte[] all = new Octets()
                .raw(UPGRADE)
                .raw(bomb)
                .raw(writer.message(octets(message(1))))
                .bytes();
        List<Piece> pieces = new ArrayList<>();
        for (int at = 0; at < all.length; at += 1_400) pieces.add(new Piece(at, Math.min(at + 1_400, all.length)));

        assertThat(read(all, pieces)).isEmpty();
    }

    /** Frames as the sender of a WebSocket makes them. */
    private static final class WebSocketWriter {
        private final Random random;
        private final boolean deflates;
        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        boolean fragments = true;

        WebSocketWriter(Random random, boolean deflates) {
            this.random = random;
            this.deflates = deflates;
        }

        byte[] message(byte[] plain) {
            byte[] payload = deflates ? deflated(plain) : plain;
            Octets frames = new Octets();
            int rsv1 = deflates ? 0x40 : 0;
            int opcode = random.nextBoolean() ? WebSocketFrame.TEXT : WebSocketFrame.BINARY;
            int from = 0;
            while (fragments && payload.length - from > 1 && random.nextInt(3) > 0) {
                int to = from + 1 + random.nextInt(payload.length - from - 1);
                frame(frames, (from == 0 ? rsv1 | opcode : WebSocketFrame.CONTINUATION), payload, from, to);
                if (random.nextBoolean()) frame(frames, 0x89, new byte[] {1, 2, 3}, 0, 3);
                from = to;
            }
            frame(
                    frames,
                    0x80 | (from == 0 ? rsv1 | opcode : WebSocketFrame.CONTINUATION),
                    payload,
                    from,
                    payload.length);
            return frames.bytes();
        }

        /** RFC 7692 §7.2.1: flushed, and the four octets of the flush taken off. */
        private byte[] deflated(byte[] plain) {
            byte[] packed = new byte[plain.length + 64];
            deflater.setInput(plain);
            int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(packed, length - 4);
        }

        private void frame(Octets frames, int first, byte[] payload, int from, int to) {
            boolean masked = random.nextBoolean();
            int length = to - from;
            int bit = masked ? 0x80 : 0;
            frames.u8(first);
            if (length < 126) frames.u8(bit | length);
            else if (length < 65_536) frames.u8(bit | 126).u16(length);
            else frames.u8(bit | 127).u32(0).u32(length);
            byte[] mask = new byte[4];
            if (masked) {
                random.nextBytes(mask);
                frames.raw(mask);
            }
            for (int i = from; i < to; i++) frames.u8((payload[i] ^ mask[(i - from) % 4]) & 0xFF);
        }
    }
}
