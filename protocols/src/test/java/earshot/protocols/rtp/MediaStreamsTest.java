// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpHeader;
import earshot.testkit.Frames;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media over TCP, as RFC 8656 12.5 (TURN) and RFC 4571 put them there. */
class MediaStreamsTest {
    private static final int ACK = 16;
    private static final long START = 0xFFFF_FF00L; // wraps soon
    private static final long SSRC = 0xCAFE_F00DL;

    /** An Allocate request without attributes (RFC 8656 3.2): what a client says first. */
    private static final byte[] ALLOCATE =
            new Octets().hex("0003 0000 2112a442 000102030405060708090a0b").bytes();

    private final IpPacket ip = new IpPacket();
    private final TcpHeader tcp = new TcpHeader();
    private final List<String> datagrams = new ArrayList<>();
    private MediaStreams streams = new MediaStreams();
    private long nowMicros = 1_000_000;
    private final RtpPackets rtp = new RtpPackets(0, SSRC, 65_530, 160, 160, 160);

    private boolean segment(long at, byte[] payload) {
        return segment("192.0.2.1", at, payload);
    }

    private boolean segment(String source, long at, byte[] payload) {
        byte[] packet = Frames.ipv4(
                source, "192.0.2.2", Frames.TCP, Frames.tcp(40_000, 3_478, START + at & 0xFFFF_FFFFL, ACK, payload));
        ip.wrap(packet, 0, packet.length);
        tcp.wrap(packet, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength());
        return streams.accept(ip, tcp, 0, nowMicros, (flow, bytes, offset, length) -> {
            datagrams.add(HexFormat.of().formatHex(bytes, offset, offset + length));
            return DatagramKind.of(bytes, offset, length) == DatagramKind.RTP;
        });
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] channel(int number, byte[] data) {
        return new Octets()
                .u16(number)
                .u16(data.length)
                .raw(data)
                .zeros((4 - data.length % 4) % 4)
                .bytes();
    }

    private static byte[] framed(byte[] data) {
        return new Octets().u16(data.length).raw(data).bytes();
    }

    @Test
    void channelDataIsPaddedToAWord() {
        byte[] first = RtpPackets.packet(false, 9, 1, 160, SSRC, new byte[13]);
        byte[] second = RtpPackets.packet(false, 9, 2, 320, SSRC, new byte[14]);
        byte[] both = new Octets()
                .raw(channel(0x4000, first))
                .raw(channel(0x4000, second))
                .bytes();

        assertThat(both).hasSize(4 + 28 + 4 + 28);
        assertThat(segment(0, both)).isTrue();
        assertThat(datagrams).containsExactly(hex(first), hex(second));
    }

    @Test
    void stunMessagesAndChannelsShareAConnection() {
        byte[] media = rtp.next();
        byte[] stream = new Octets()
                .raw(ALLOCATE)
                .raw(channel(0x4FFF, media))
                .raw(ALLOCATE)
                .bytes();

        assertThat(segment(0, Arrays.copyOf(stream, 30))).isTrue();
        segment(30, Arrays.copyOfRange(stream, 30, stream.length));

        assertThat(datagrams).containsExactly(hex(ALLOCATE), hex(media), hex(ALLOCATE));
    }

    /** RFC 6062 4.3: behind ConnectionBind follows what the peer sends, framed as ICE over TCP has it (RFC 6544). */
    @Test
    void aDataConnectionOfRfc6062CarriesFrames() {
        byte[] bind =
                new Octets().hex("000b 0000 2112a442 000102030405060708090a0b").bytes();
        byte[] check =
                new Octets().hex("0001 0000 2112a442 0b0a09080706050403020100").bytes();
        byte[] media = rtp.next();

        segment(0, bind);
        segment(20, framed(check));
        segment(42, framed(media));

        assertThat(datagrams).containsExactly(hex(bind), hex(check), hex(media));
    }

    @Test
    void framesAreCutOutWhereverTheSegmentsEnd() {
        byte[] first = rtp.next();
        byte[] second = rtp.next();
        byte[] third = rtp.next();
        byte[] stream = new Octets()
                .raw(framed(first))
                .raw(framed(second))
                .raw(framed(third))
                .bytes();

        segment(0, Arrays.copyOf(stream, 300)); // the first and a part of the second, of the same source
        segment(301, Arrays.copyOfRange(stream, 301, stream.length));
        assertThat(datagrams).containsExactly(hex(first));
        segment(300, Arrays.copyOfRange(stream, 300, 301));

        assertThat(datagrams).containsExactly(hex(first), hex(second), hex(third));
    }

    @Property(tries = 200)
    void cutsDoNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        datagrams.clear();
        streams = new MediaStreams();
        List<String> sent = new ArrayList<>(List.of(hex(ALLOCATE)));
        Octets stream = new Octets().raw(ALLOCATE);
        for (int i = 0; i < 12; i++) {
            byte[] media = RtpPackets.packet(false, 96, i, 160L * i, SSRC + i % 2, new byte[random.nextInt(300)]);
            sent.add(hex(media));
            stream.raw(random.nextBoolean() ? channel(0x4000 + i, media) : framed(media));
        }
        byte[] all = stream.bytes();
        segment(0, ALLOCATE);
        for (int at = ALLOCATE.length; at < all.length; ) {
            int end = Math.min(all.length, at + 1 + random.nextInt(400));
            segment(at, Arrays.copyOfRange(all, at, end));
            at = end;
        }

        assertThat(datagrams).isEqualTo(sent);
    }

    /** The segment with the end of the second and the beginning of the third was not captured. */
    @Test
    void behindMissingSegmentsTheNextPacketOfAKnownSourceIsFound() {
        List<byte[]> packets = new ArrayList<>();
        Octets stream = new Octets();
        for (int i = 0; i < 6; i++) {
            packets.add(rtp.next());
            stream.raw(framed(packets.get(i)));
        }
        byte[] all = stream.bytes();
        segment(0, Arrays.copyOf(all, 174));
        segment(174, Arrays.copyOfRange(all, 174, 300));
        segment(400, Arrays.copyOfRange(all, 400, all.length));
        assertThat(datagrams).hasSize(1);
        nowMicros += 2_000_001;
        segment(all.length, framed(rtp.next()));

        assertThat(datagrams.subList(0, 4))
                .containsExactly(hex(packets.get(0)), hex(packets.get(3)), hex(packets.get(4)), hex(packets.get(5)));
        assertThat(datagrams).hasSize(5);
    }

    /** Two octets that are a length by chance, and a third that looks like RTP: without a second frame it is nothing. */
    @Test
    void aCoincidenceAtTheStartOfASegmentIsNoMedia() {
        byte[] chance = new Octets()
                .hex("0040 8000 1234 00000001 00000002")
                .raw(new byte[200])
                .bytes();

        assertThat(segment(0, chance)).isFalse();
        assertThat(datagrams).isEmpty();
        assertThat(streams.directions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abcdefghijklmnop",
                "\u0017\u0003\u0003\u0000\u001fabcdefghijklmnopqrstuvwxyz",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
                "\u0000\u0000\u0000\u0018\u0080\u0000\u0000\u0000\u0000\u0000\u0000\u0000abcdefghij",
            })
    void otherProtocolsAreNotFollowed(String text) {
        assertThat(segment(0, text.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
        assertThat(streams.directions()).isZero();
    }

    /** What TLS sends looks like anything: in 100,000 segments of noise nothing may be handed over that is called media. */
    @Test
    void noiseIsHardlyEverFollowed() {
        Random random = new Random(4_571);
        byte[] noise = new byte[1_400];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(noise);
            segment(1_400L * i, noise);
        }

        assertThat(datagrams).hasSizeLessThan(10);
        assertThat(streams.octets()).isLessThan(1 << 20);
    }

    @Test
    void manyConnectionsStayWithinTheirBounds() {
        streams = new MediaStreams(new MediaStreams.Limits(10, 1_000, 5_000, 2_000_000));
        for (int i = 0; i < 50; i++) {
            segment("10.0.0." + i, 0, ALLOCATE);
            segment("10.0.0." + i, 30, new byte[1_400]); // a gap before it
        }

        assertThat(streams.directions()).isLessThanOrEqualTo(10);
        assertThat(streams.octets()).isLessThanOrEqualTo(5_000);
        assertThat(streams.evicted()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] sample = new Octets()
                .raw(ALLOCATE)
                .raw(channel(0x4000, RtpPackets.packet(true, 0, 1, 1, SSRC, new byte[5])))
                .raw(framed(RtpPackets.packet(true, 0, 2, 2, SSRC, new byte[5])))
                .bytes();
        HostileBytes.attack(sample, 3, (bytes, offset, length) -> {
            StreamedDatagram datagram = new StreamedDatagram();
            List<Object> answers = new ArrayList<>();
            for (int at = 0; at < length; at++) {
                int whole = datagram.look(bytes, offset + at, length - at);
                answers.add(whole);
                if (whole > 0) answers.add(List.of(datagram.payloadLength(), datagram.ssrc(), datagram.isCertain()));
                answers.add(datagram.starts(bytes, offset + at, length - at));
            }
            return answers;
        });
    }
}
