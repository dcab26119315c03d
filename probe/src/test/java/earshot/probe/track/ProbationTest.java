// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.Tap;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is taken for RTP although no session description says so, and what is not. */
class ProbationTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private final Tap tap = new Tap();

    private void send(double ms, byte[] payload) {
        tap.udp(ms, A, 20_000, B, 30_000, payload);
    }

    private long recognised() {
        tap.pipeline.finish();
        return tap.received();
    }

    @Test
    void fiveVoicePacketsAreAStream() {
        RtpPackets rtp = new RtpPackets(0, 7, 100, 5_000, 160, 160);
        for (int i = 0; i < 5; i++) send(20 * i, rtp.next());

        assertThat(recognised()).isEqualTo(5);
    }

    /** A protocol with a counter where RTP has its sequence number and its own milliseconds where RTP has ticks. */
    @Test
    void millisecondsAreNoClockOfG711() {
        for (int i = 0; i < 20; i++) send(50 * i, RtpPackets.packet(false, 0, i, 1_000 + 50L * i, 7, new byte[40]));

        assertThat(recognised()).isZero();
    }

    @Test
    void twoCountersAreNoMediaClock() {
        for (int i = 0; i < 20; i++) send(20 * i, RtpPackets.packet(false, 0, i, i, 7, new byte[40]));

        assertThat(recognised()).isZero();
    }

    /** G.711 by its number, at twelve times the speed of G.711. */
    @Test
    void aStaticTypeRunsOnItsOwnClock() {
        for (int i = 0; i < 20; i++) send(20 * i, RtpPackets.packet(false, 0, i, 1_920L * i, 7, new byte[40]));

        assertThat(recognised()).isZero();
    }

    /** Some senders do that all the same: they have to send more, and then none of their packets is left out. */
    @Test
    void aSenderWithAnOddClockIsBelievedInTheEnd() {
        for (int i = 0; i < 60; i++) send(20 * i, RtpPackets.packet(false, 0, i, 1_920L * i, 7, new byte[40]));

        assertThat(recognised()).isEqualTo(60);
    }

    /** Speech, a second of silence in which nothing is sent, speech again: the clock went on meanwhile, or stood still. */
    @Test
    void silenceAtTheStartIsNoOddClock() {
        for (int silenceTicks : new int[] {8_000, 160}) {
            Tap other = new Tap();
            for (int i = 0; i < 8; i++) {
                boolean isBefore = i < 3;
                long ticks = 160L * i + (isBefore ? 0 : silenceTicks);
                byte[] packet = RtpPackets.packet(i == 3, 8, i, ticks, 7, new byte[160]);
                other.udp(20 * i + (isBefore ? 0 : 1_000), A, 20_000, B, 30_000, packet);
            }
            for (int i = 8; i < 40; i++) {
                byte[] packet = RtpPackets.packet(false, 8, i, 160L * i + silenceTicks, 7, new byte[160]);
                other.udp(1_000 + 20 * i, A, 20_000, B, 30_000, packet);
            }
            other.pipeline.finish();

            assertThat(other.received()).isEqualTo(40);
        }
    }

    @Test
    void aLargePictureIsAStream() { // 30 packets of one timestamp, then the next picture
        for (int i = 0; i < 40; i++) send(i, RtpPackets.packet(i == 29, 96, i, i < 30 ? 0 : 3_000, 7, new byte[1_100]));

        assertThat(recognised()).isEqualTo(40);
    }

    /** Text runs on milliseconds (RFC 4103), and so do the streams of a messenger. */
    @Test
    void millisecondsMayBeTheClockOfADynamicType() {
        for (int i = 0; i < 6; i++) send(50 * i, RtpPackets.packet(false, 98, i, 1_000 + 50L * i, 7, new byte[40]));

        assertThat(recognised()).isEqualTo(6);
    }

    /** Some programs encrypt the extension too: then its elements do not fit, and it is RTP all the same. */
    @Test
    void anEncryptedExtensionIsNoReasonToRefuse() {
        for (int i = 0; i < 5; i++) send(20 * i, extended(111, i, "3faabbcc"));

        assertThat(recognised()).isEqualTo(5);
    }

    @Test
    void anExtensionAsBrowsersSendItMakesUpForARareType() {
        for (int i = 0; i < 5; i++) send(20 * i, extended(63, i, "10aa0000"));

        assertThat(recognised()).isEqualTo(5);
    }

    private static byte[] extended(int payloadType, int number, String extension) {
        return new Octets()
                .u8(0x90)
                .u8(payloadType)
                .u16(number)
                .u32(960L * number)
                .u32(7)
                .hex("bede0001")
                .hex(extension)
                .zeros(40)
                .bytes();
    }

    /** Browsers put Opus with redundancy on 63. */
    @Test
    void typesOfTheSecondDynamicRangeTakeLonger() {
        for (int i = 0; i < 12; i++) send(20 * i, RtpPackets.packet(false, 63, i, 960L * i, 7, new byte[80]));
        assertThat(tap.pipeline.streamsActive()).isZero();
        for (int i = 12; i < 20; i++) send(20 * i, RtpPackets.packet(false, 63, i, 960L * i, 7, new byte[80]));

        assertThat(recognised()).isEqualTo(20);
    }

    /** What begins like RTP and goes on at random: a hundred thousand packets between the same two ports. */
    @Test
    void randomOctetsAreNoStream() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[60];
            random.nextBytes(noise);
            noise[0] = (byte) (0x80 | (noise[0] & 0x1F));
            send(i, noise);
        }

        assertThat(recognised()).isZero();
    }

    /** The same with a constant SSRC, type and plausible flags: only chance in sequence and timestamp is left. */
    @Test
    void randomSequencesOfOneSourceAreNoStream() {
        Random random = new Random(12);
        for (int i = 0; i < 100_000; i++) {
            send(
                    i,
                    RtpPackets.packet(
                            false, 0, random.nextInt(0x1_0000), random.nextInt() & 0xFFFF_FFFFL, 7, new byte[60]));
        }

        assertThat(recognised()).isZero();
    }
}
