// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.ClockRateSource;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.SipMessage;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.dissect.DecodeError;
import earshot.probe.dissect.Fate;
import earshot.testkit.AllocationMeter;
import earshot.testkit.Frames;
import earshot.testkit.HostileBytes;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // arrays by ordinal, never stored
class ProbePipelineTest {
    private static final String ALICE = "192.0.2.1";
    private static final String BOB = "192.0.2.2";
    private static final long SSRC = 0x1234_5678L;

    private final Tap tap = new Tap();

    @Test
    void everyPacketOfProbationCounts() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 65_530, 0xFFFF_FF00L, 160, 160);

        for (int i = 0; i < 10; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(10);
        assertThat(tap.lost()).isZero();
        // four steps in sequence are proof, so the fifth packet is the first to be recognised when it comes
        assertThat(tap.pipeline.fates().of(Fate.RTP_PROBATION)).isEqualTo(4);
        assertThat(tap.pipeline.fates().of(Fate.RTP)).isEqualTo(6);
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(10, 10, 0, 0, 0));
    }

    @Test
    void lossIsWhatIsMissingInTheSequence() {
        RtpPackets rtp = new RtpPackets(8, SSRC, 100, 0, 160, 160);

        for (int i = 0; i < 500; i++) {
            if (i % 50 == 20) rtp.skip();
            else tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        }
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(490);
        assertThat(tap.lost()).isEqualTo(10);
        assertThat(tap.events.media)
                .allSatisfy(report -> assertThat(report.getCodec()).isEqualTo("PCMA"));
    }

    /** DESIGN: a report each 5 s of the stream's own time, from its first packet on, and one at its end. */
    @Test
    void reportsAreAlignedToTheStreamsStart() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);

        for (int i = 0; i < 600; i++) tap.udp(1_300 + 20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        tap.pipeline.finish();

        long start = Tap.START_MICROS + 1_300_000;
        assertThat(tap.events.media)
                .extracting(MediaReport::getStartMicros)
                .containsExactly(start, start + 5_000_000, start + 10_000_000);
        assertThat(tap.events.media)
                .extracting(MediaReport::getEndMicros)
                .containsExactly(start + 5_000_000, start + 10_000_000, start + 11_980_001);
        assertThat(tap.events.media).extracting(MediaReport::getReceived).containsExactly(250L, 250L, 100L);
        assertThat(tap.events.media).extracting(MediaReport::getLast).containsExactly(false, false, true);
        assertThat(tap.events.media)
                .extracting(MediaReport::getStreamStartMicros)
                .containsOnly(start);
    }

    @Test
    void aStreamNamedBySdpIsFollowedFromItsFirstPacket() {
        byte[] invite = SipText.request("INVITE", "call-1", 1, "z9hG4bK1")
                .sdp(BOB, 5_000, "rtpmap:96 opus/48000/2")
                .bytes();
        tap.udp(0, BOB, 5_060, ALICE, 5_060, invite);
        tap.udp(100, ALICE, 4_000, BOB, 5_000, RtpPackets.packet(true, 0, 1, 160, SSRC, new byte[160]));
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(1);
        MediaReport report = tap.events.media.get(0);
        assertThat(report.getClockRateSource()).isIn(ClockRateSource.SDP, ClockRateSource.STATIC);
        assertThat(report.getClockRateHz()).isEqualTo(8_000);
    }

    /** A mirror that shows a packet before and after a router: two VLANs, two streams, and no duplicates in either. */
    @Test
    void aPacketSeenInTwoVlansIsTwoStreams() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 50; i++) {
            byte[] packet = Frames.ipv4(ALICE, BOB, Frames.UDP, Frames.udp(4_000, 5_000, rtp.next()));
            tap.frame(20 * i, Frames.vlan(10, packet));
            tap.frame(20 * i, Frames.vlan(20, packet));
        }
        tap.pipeline.finish();

        assertThat(tap.events.media)
                .extracting(MediaReport::getEncapsulation)
                .containsExactlyInAnyOrder("vlan 10", "vlan 20");
        assertThat(tap.events.media).extracting(MediaReport::getReceived).containsOnly(50L);
        assertThat(tap.events.media).extracting(MediaReport::getDuplicate).containsOnly(0L);
        assertThat(tap.events.media.stream().map(MediaReport::getStreamId).distinct())
                .hasSize(2);
    }

    /** RFC 4733: the timestamp of a key press stands still, which is no jitter; the digit itself never leaves. */
    @Test
    void aKeyPressIsCountedButIsNotJitter() {
        tap.udp(0, BOB, 5_060, ALICE, 5_060, invite(BOB, 5_000));
        RtpPackets audio = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 100; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, audio.next());
        for (int i = 0; i < 8; i++) {
            byte[] event = {5, 10, 0, (byte) (i * 20)};
            tap.udp(
                    2_000 + 20 * i,
                    ALICE,
                    4_000,
                    BOB,
                    5_000,
                    RtpPackets.packet(i == 0, 101, 101 + i, 16_000, SSRC, event));
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).singleElement().satisfies(report -> {
            assertThat(report.getTelephoneEvent()).isEqualTo(8);
            assertThat(report.getReceived()).isEqualTo(108);
            assertThat(report.getJitterMaxMs()).isZero();
            assertThat(report.getPayloadTypes()).containsExactly(0, 101);
        });
    }

    /** The first octet of a DNS id is 0x80 to 0xBF one time in four. */
    @Test
    void noiseThatLooksLikeRtpNowAndThenIsNoStream() {
        byte[] noise = new byte[40];
        for (int i = 0; i < 2_000; i++) {
            new java.util.Random(i).nextBytes(noise);
            noise[0] = (byte) 0x80;
            noise[1] &= 0x7F;
            tap.udp(i, ALICE, 40_000, BOB, 50_000, noise);
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).isEmpty();
        assertThat(tap.pipeline.totals().decoded()).isZero();
    }

    @Test
    void sipAndStunAreNeverRtpEvenOnTheMediaPort() {
        tap.udp(0, BOB, 5_060, ALICE, 5_060, invite(BOB, 5_000));
        byte[] stun = new byte[20];
        stun[1] = 1;
        stun[4] = 0x21;
        stun[5] = 0x12;
        stun[6] = (byte) 0xA4;
        stun[7] = 0x42;
        tap.udp(1, ALICE, 4_000, BOB, 5_000, stun);
        tap.udp(
                2,
                ALICE,
                4_000,
                BOB,
                5_000,
                SipText.request("OPTIONS", "o", 1, "z9hG4bK2").bytes());
        tap.pipeline.finish();

        assertThat(tap.events.media).isEmpty();
        assertThat(tap.pipeline.fates().of(Fate.MEDIA_SETUP)).isEqualTo(1);
        assertThat(tap.events.sip).extracting(SipMessage::getMethod).containsExactly("INVITE", "OPTIONS");
    }

    @Test
    void anotherSsrcIsAnotherStream() {
        RtpPackets first = new RtpPackets(0, 1, 1, 0, 160, 160);
        RtpPackets second = new RtpPackets(0, 2, 1, 0, 160, 160);
        for (int i = 0; i < 50; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, first.next());
        for (int i = 50; i < 100; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, second.next());
        tap.pipeline.finish();

        assertThat(tap.events.media).extracting(MediaReport::getSsrc).containsExactlyInAnyOrder(1L, 2L);
        assertThat(tap.events.media).extracting(MediaReport::getReceived).containsOnly(50L);
        assertThat(tap.events.media).extracting(MediaReport::getStreamId).doesNotHaveDuplicates();
    }

    @Test
    void aSilentStreamEndsAndTheNextOneIsNew() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 50; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        for (int i = 0; i < 50; i++) tap.udp(100_000 + 20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        tap.pipeline.finish();

        assertThat(tap.events.media.stream().filter(MediaReport::getLast)).hasSize(2);
        assertThat(tap.events.media.stream().map(MediaReport::getStreamId).distinct())
                .hasSize(2);
        assertThat(tap.received()).isEqualTo(100);
        assertThat(tap.lost()).isZero();
    }

    @Test
    void everyTenSecondsTheProbeAccountsForEveryPacket() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 1_500; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        tap.frame(30_000, new byte[5]);
        tap.frame(30_001, Frames.ethernet(0x0806, new byte[28]));
        tap.pipeline.finish();

        assertThat(tap.events.health).hasSize(4);
        assertThat(tap.events.health).allSatisfy(health -> assertThat(health.getFates().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(health.getPacketsRead()));
        assertThat(tap.events.health.stream()
                        .mapToLong(ProbeHealth::getPacketsRead)
                        .sum())
                .isEqualTo(1_502);
        ProbeHealth last = tap.events.health.get(3);
        assertThat(last.getEndOfCapture()).isTrue();
        assertThat(last.getErrors()).containsExactly(java.util.Map.entry("link:ends inside a header", 1L));
        assertThat(tap.pipeline.errors()).containsExactly(new DecodeError(1_501, "link", "ends inside a header"));
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(1_502, 1_500, 1, 1, 0));
    }

    @Test
    void aPacketCutByTheCaptureKeepsItsLengthOnTheWire() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 10; i++) {
            byte[] frame = Frames.udpFrame(ALICE, 4_000, BOB, 5_000, rtp.next());
            tap.frame(20 * i, Arrays.copyOf(frame, 60), frame.length);
        }
        tap.frame(200, Arrays.copyOf(Frames.udpFrame(ALICE, 4_000, BOB, 5_000, rtp.next()), 30), 214);
        tap.pipeline.finish();

        assertThat(tap.events.media).singleElement().satisfies(report -> {
            assertThat(report.getReceived()).isEqualTo(10);
            assertThat(report.getOctets()).isEqualTo(1_600);
        });
        assertThat(tap.pipeline.totals().truncated()).isEqualTo(1);
    }

    /** RFC 3261 7.2: the first digit of a status is 1 to 6, so this is no answer to anything, and no other protocol. */
    @Test
    void aResponseWithAnImpossibleStatusIsMalformedAndNamed() {
        byte[] response = "SIP/2.0 4294967301 Huge\r\nCall-ID: bigcode\r\nCSeq: 1 INVITE\r\n\r\n".getBytes(UTF_8);
        tap.udp(0, BOB, 5_060, ALICE, 5_060, response);
        tap.pipeline.finish();

        assertThat(tap.events.sip).isEmpty();
        assertThat(tap.pipeline.fates().of(Fate.MALFORMED)).isEqualTo(1);
        assertThat(tap.pipeline.errors()).containsExactly(new DecodeError(1, "sip", "status outside 100 to 699"));
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(1, 0, 0, 1, 0));
    }

    @Test
    void lostCapturePacketsMakeTheIntervalSuspect() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 600; i++) {
            if (i == 300) tap.pipeline.captureDrops(7, 0);
            tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).extracting(MediaReport::getCaptureSuspect).containsExactly(false, true, false);
    }

    @Test
    void theTableOfStreamsIsBoundedAndEvictionIsCounted() {
        Tap small =
                new Tap(new PipelineSettings.Builder("tap", 0).streamsMax(100).build());
        for (int port = 0; port < 1_000; port++) {
            RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
            for (int i = 0; i < 5; i++) small.udp(port + i * 0.1, ALICE, 10_000 + port, BOB, 5_000, rtp.next());
        }
        assertThat(small.pipeline.streamsActive()).isEqualTo(100);
        small.pipeline.finish();

        assertThat(PipelineSettings.of("tap", 0).streamsMax()).isGreaterThan(100);
        assertThat(small.events.media.stream().filter(MediaReport::getLast)).hasSize(1_000);
        assertThat(small.received()).isEqualTo(5_000);
        assertThat(small.events.health.stream()
                        .mapToLong(ProbeHealth::getStreamsEvicted)
                        .sum())
                .isEqualTo(900);
    }

    /** A probe that starts on a busy line sees the middle of more streams than it can test at once: it takes turns. */
    @Test
    void moreStreamsAtOnceThanCanBeOnProbationAreAllRecognisedInTheEnd() {
        int streams = 40_000;
        RtpPackets[] senders = new RtpPackets[streams];
        for (int i = 0; i < streams; i++) senders[i] = new RtpPackets(0, i, 1, 0, 160, 20);
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < streams; i++) {
                tap.udp(20 * round + i * 20.0 / streams, ALICE, 10_000 + i, BOB, 5_000, senders[i].next());
            }
        }

        assertThat(tap.pipeline.streamsActive()).isEqualTo(streams);
        assertThat(tap.pipeline.fates().of(Fate.RTP_NO_ROOM)).isPositive();
    }

    @Test
    void theSamePacketsGiveTheSameEvents() {
        List<Object> first = playOneCall(new Tap(PipelineSettings.of("tap", 0)));
        PipelineSettings otherSeed =
                new PipelineSettings.Builder("tap", 0).tableSeed(99).build();

        assertThat(playOneCall(new Tap(otherSeed))).isEqualTo(first);
        assertThat(first).hasSizeGreaterThan(5);
    }

    @Test
    void noBytesMakeThePipelineThrowOrLoseCount() {
        HostileBytes.attack(Frames.udpFrame(ALICE, 4_000, BOB, 5_000, invite(BOB, 5_000)), 7, this::fateOf);
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 20);
        HostileBytes.attack(Frames.udpFrame(ALICE, 4_000, BOB, 5_000, rtp.next()), 8, this::fateOf);

        assertThat(tap.pipeline.fates().of(Fate.DECODER_BUG)).isZero();
        PacketTotals totals = tap.pipeline.totals();
        assertThat(totals.decoded() + totals.ignored() + totals.malformed() + totals.truncated())
                .isEqualTo(totals.read());
    }

    /** From frame to counters no object is made; a report each 5 s is the exception. */
    @Test
    void countingAnRtpPacketAllocatesNothing() {
        RtpPackets rtp = new RtpPackets(0, SSRC, 1, 0, 160, 160);
        byte[] frame = Frames.udpFrame(ALICE, 4_000, BOB, 5_000, rtp.next());
        CapturedPacket packet = new CapturedPacket();
        int[] sequence = {0};
        Runnable onePacket = () -> {
            int next = ++sequence[0];
            frame[44] = (byte) (next >> 8);
            frame[45] = (byte) next;
            packet.set(1, Tap.START_MICROS * 1_000 + next, frame, frame.length);
            tap.pipeline.accept(packet);
        };

        assertThat(AllocationMeter.allocatedBytes(100_000, onePacket)).isLessThan(100_000);
        assertThat(tap.pipeline.streamsActive()).isEqualTo(1);
    }

    private List<Object> playOneCall(Tap tap) {
        tap.udp(0, BOB, 5_060, ALICE, 5_060, invite(BOB, 5_000));
        RtpPackets there = new RtpPackets(0, 1, 1, 0, 160, 160);
        RtpPackets back = new RtpPackets(8, 2, 1, 0, 160, 160);
        for (int i = 0; i < 700; i++) {
            tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, there.next());
            tap.udp(20 * i + 3, BOB, 5_000, ALICE, 4_000, back.next());
        }
        tap.pipeline.finish();
        return tap.events.all;
    }

    /** Which fate the bytes get as a frame; as packets share streams, RTP of any standing counts as one. */
    private Object fateOf(byte[] bytes, int offset, int length) {
        long[] before = counts();
        tap.frame(1, Arrays.copyOfRange(bytes, offset, offset + length));
        long[] after = counts();
        for (Fate fate : Fate.values()) {
            if (after[fate.ordinal()] == before[fate.ordinal()]) continue;
            return fate == Fate.RTP_PROBATION || fate == Fate.RTP_NO_ROOM ? Fate.RTP : fate;
        }
        throw new AssertionError("a packet without a fate");
    }

    private long[] counts() {
        long[] counts = new long[Fate.values().length];
        for (Fate fate : Fate.values())
            counts[fate.ordinal()] = tap.pipeline.fates().of(fate);
        return counts;
    }

    private static byte[] invite(String address, int port) {
        return SipText.request("INVITE", "call-1", 1, "z9hG4bK1")
                .sdp(address, port)
                .bytes();
    }
}
