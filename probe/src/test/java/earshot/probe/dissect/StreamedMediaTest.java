// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.MediaReport;
import earshot.probe.PacketTotals;
import earshot.probe.Tap;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RTP within TCP, from frame to report: measured as any other, at the times at which the segments came. */
class StreamedMediaTest {
    private static final String PHONE = "192.0.2.1";
    private static final String SERVER = "192.0.2.2";
    private static final int ACK = 16;
    private static final long SSRC = 0xBEEF;

    private final Tap tap = new Tap();
    private final RtpPackets rtp = new RtpPackets(8, SSRC, 100, 0, 160, 160);
    private long sequence = 1_000;

    private void send(double ms, int port, byte[] octets) {
        byte[] segment = Frames.tcp(40_000, port, sequence, ACK, octets);
        sequence += octets.length;
        tap.frame(ms, Frames.ethernet(Frames.ipv4(PHONE, SERVER, Frames.TCP, segment)));
    }

    private static byte[] framed(byte[] packet) {
        return new Octets().u16(packet.length).raw(packet).bytes();
    }

    private static byte[] channel(byte[] packet) {
        return new Octets().u16(0x4001).u16(packet.length).raw(packet).bytes();
    }

    private static byte[] stun(String type, String attributes) {
        byte[] octets = new Octets().hex(attributes).bytes();
        return new Octets()
                .hex(type)
                .u16(octets.length)
                .hex("2112a442 000102030405060708090a0b")
                .raw(octets)
                .bytes();
    }

    /** RFC 4571: a packet each 20 ms, one lost before it was sent; the sender's RTCP between them. */
    @Test
    void framedRtpIsAStream() {
        for (int i = 0; i < 100; i++) {
            byte[] packet = rtp.next();
            if (i != 50) send(20 * i, 5_000, framed(packet));
        }
        send(2_000, 5_000, framed(RtcpPackets.senderReport(SSRC, 1L << 32, 0, 100, 16_000)));
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(99);
        assertThat(tap.lost()).isEqualTo(1);
        MediaReport report = tap.events.media.get(0);
        assertThat(report.getSourcePort()).isEqualTo(40_000);
        assertThat(report.getDestinationAddress()).isEqualTo(SERVER);
        assertThat(report.getCodec()).isEqualTo("PCMA");
        assertThat(report.getEncapsulation()).isEqualTo("tcp");
        assertThat(report.getJitterMaxMs()).isLessThan(0.01);
        assertThat(tap.events.rtcp).singleElement().satisfies(rtcp -> assertThat(rtcp.getStreamId())
                .isEqualTo(report.getStreamId()));
        assertAllIsAccountedFor(100);
    }

    /** TURN on the web's port: allocation, indications until the channel is bound (RFC 8656 11.5), then ChannelData. */
    @Test
    void mediaToATurnServerAreOneStreamOverTcpToo() {
        send(0, 443, stun("0003", ""));
        for (int i = 0; i < 60; i++) {
            byte[] packet = rtp.next();
            String data = "0013" + String.format("%04x", packet.length)
                    + HexFormat.of().formatHex(packet);
            send(20 + 20 * i, 443, i < 10 ? stun("0016", "0012 0008 0001 1234 0a000001" + data) : channel(packet));
        }
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(60);
        assertThat(tap.events.media)
                .extracting(MediaReport::getStreamId)
                .containsOnly(tap.events.media.get(0).getStreamId());
        assertAllIsAccountedFor(61);
    }

    /** Nagle's algorithm: three packets in a segment, one cut in the middle. What is late is late for the ear as well. */
    @Test
    void packetsNeedNotBeSegments() {
        Octets stream = new Octets();
        for (int i = 0; i < 60; i++) stream.raw(framed(rtp.next()));
        byte[] all = stream.bytes();
        for (int at = 0, i = 0; at < all.length; at += 500, i++) {
            send(57.5 * i, 5_000, Arrays.copyOfRange(all, at, Math.min(all.length, at + 500)));
        }
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(60);
        assertThat(tap.lost()).isZero();
        assertAllIsAccountedFor(21);
    }

    /** A source that counts like RTP for as long as a coincidence may last: three packets prove nothing. */
    @Test
    void threeFramesInARowAreNoStream() {
        for (int i = 0; i < 3; i++) send(20 * i, 5_000, framed(rtp.next()));
        send(60, 5_000, new byte[1_000]);
        tap.pipeline.finish();

        assertThat(tap.events.media).isEmpty();
        assertThat(tap.pipeline.fates().of(Fate.OTHER_TCP)).isEqualTo(4);
        assertAllIsAccountedFor(4);
    }

    @Test
    void aGigabyteOfNoiseWouldBeNothing() {
        Random random = new Random(7);
        byte[] noise = new byte[1_448];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(noise);
            send(i, 5_000, noise);
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).isEmpty();
        assertThat(tap.events.rtcp).isEmpty();
        assertAllIsAccountedFor(20_000);
    }

    private void assertAllIsAccountedFor(long packets) {
        PacketTotals totals = tap.pipeline.totals();
        assertThat(totals.read()).isEqualTo(packets);
        assertThat(totals.decoded() + totals.ignored() + totals.malformed() + totals.truncated())
                .isEqualTo(packets);
        assertThat(totals.ignored()).isNotNegative();
    }
}
