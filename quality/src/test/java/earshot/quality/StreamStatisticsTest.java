// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.testkit.AllocationMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamStatisticsTest {
    private static final long MILLI = 1_000_000;

    private final StreamStatistics statistics = new StreamStatistics();
    private int packets;

    @Test
    void aCleanStreamIsCountedToThePacket() {
        statistics.clockRateHz(8000);
        for (int i = 0; i < 500; i++) {
            media(20L * i, i, 160L * i);
        }
        StreamCounters counters = statistics.drainFinal();

        assertThat(counters.packets()).isEqualTo(new PacketCounts(500, 500, 500, 0, 0, 0, 80_000, 0, 0));
        assertThat(counters.jitter().samples()).isEqualTo(499);
        assertThat(counters.jitter().meanMs()).isZero();
        assertThat(counters.jitter().deltaMaxMs()).isEqualTo(20);
        assertThat(counters.loss()).isEqualTo(new LossPattern(0, 0, 0, 0, 500, 0));
        assertThat(counters.late()).isEqualTo(LateCounts.NONE);
        assertThat(statistics.ptimeMs()).isEqualTo(20);
    }

    /** RFC 4733: the timestamp of a key press stands still, which is no jitter; its packets count for loss. */
    @Test
    void aKeyPressIsNotJitter() {
        statistics.clockRateHz(8000);
        for (int i = 0; i < 50; i++) {
            boolean isKey = i >= 20 && i < 30;
            PacketKind kind = isKey ? PacketKind.TELEPHONE_EVENT : PacketKind.MEDIA;
            statistics.packet(20L * i * MILLI, i, isKey ? 160L * 20 : 160L * i, i == 20, kind, isKey ? 4 : 160);
        }
        StreamCounters counters = statistics.drainFinal();

        assertThat(counters.jitter().maxMs()).isZero();
        assertThat(counters.jitter().samples()).isEqualTo(39);
        assertThat(counters.packets().telephoneEvent()).isEqualTo(10);
        assertThat(counters.lost()).isZero();
    }

    /** PCMU, then Opus as payload type 111 where no session description was seen: 20 ms are 160 ticks, then 960. */
    @Test
    void aPayloadTypeOfUnknownClockIsNotMeasuredByTheClockOfAnother() {
        statistics.clockRateHz(8000);
        for (int i = 0; i < 50; i++) {
            media(20L * i, i, 160L * i);
        }
        statistics.clockRateHz(0);
        for (int i = 50; i < 150; i++) {
            media(20L * i, i, 960L * i);
        }

        assertThat(statistics.clockRateHz()).isEqualTo(48_000);
        assertThat(statistics.drainFinal().jitter().maxMs()).isZero();
    }

    /** A silent second: sequence numbers go on, timestamps show the pause, comfort noise comes now and then. */
    @Test
    void silenceIsNotLoss() {
        statistics.clockRateHz(8000);
        media(0, 0, 0);
        media(20, 1, 160);
        statistics.packet(40 * MILLI, 2, 320, false, PacketKind.COMFORT_NOISE, 1);
        statistics.packet(1040 * MILLI, 3, 8320, true, PacketKind.MEDIA, 160);
        StreamCounters counters = statistics.drainFinal();

        assertThat(counters.lost()).isZero();
        assertThat(counters.packets().comfortNoise()).isEqualTo(1);
        assertThat(counters.jitter().maxMs()).isZero();
        assertThat(counters.jitter().deltaMaxMs()).isEqualTo(1000);
    }

    @ParameterizedTest(name = "{0} Hz")
    @ValueSource(ints = {8000, 16000, 24000, 32000, 44100, 48000, 90000})
    void aClockThatNobodyNamedIsInferred(int hertz) {
        for (int i = 0; i < 100; i++) {
            media(20L * i, i, 0xFFFF_F000L + (long) hertz / 50 * i); // wraps on the way
        }

        assertThat(statistics.clockRateHz()).isEqualTo(hertz);
        assertThat(statistics.isClockRateInferred()).isTrue();
        assertThat(statistics.ptimeMs()).isEqualTo(20);
        assertThat(statistics.drain().jitter().meanMs()).isLessThan(1e-6);
    }

    @Test
    void withoutAClockJitterIsNotMeasured() {
        for (int i = 0; i < 10; i++) {
            media(20L * i, i, 160L * i);
        }

        assertThat(statistics.clockRateHz()).isZero();
        assertThat(statistics.drain().jitter().samples()).isZero();
    }

    @Test
    void aClockThatSdpNamesReplacesTheInferredOne() {
        for (int i = 0; i < 100; i++) {
            media(20L * i, i, 160L * i);
        }
        statistics.clockRateHz(0);
        assertThat(statistics.isClockRateInferred()).isTrue();

        statistics.clockRateHz(16000);
        assertThat(statistics.isClockRateInferred()).isFalse();
        assertThat(statistics.clockRateHz()).isEqualTo(16000);
    }

    @Test
    void aLostPacketThatComesAfterTheDrainIsTakenBack() {
        media(0, 0, 0);
        media(40, 2, 320);
        StreamCounters first = statistics.drain();
        media(60, 1, 160);
        StreamCounters second = statistics.drainFinal();

        assertThat(first.packets().lost()).isEqualTo(1);
        assertThat(second.packets().lost()).isEqualTo(-1);
        assertThat(first.plus(second).lost()).isZero();
        assertThat(first.plus(second).packets().outOfOrder()).isEqualTo(1);
    }

    /** Opus, then G.711 on another clock, as a switch does when it puts a call on hold: what Opus stepped by says nothing more. */
    @Test
    void anotherClockHasAPacketisationTimeOfItsOwn() {
        statistics.clockRateHz(48_000);
        for (int i = 0; i < 100; i++) media(20L * i, i, 960L * i);
        statistics.clockRateHz(8_000);
        for (int i = 0; i < 10; i++) media(2_000 + 20L * i, 100 + i, 160L * i);
        assertThat(statistics.ptimeMs()).isEqualTo(20);
        media(3_000, 110, 1_440 + 160 + 800 * 8); // 820 ms after the one before, of which 20 are its own

        assertThat(statistics.drain().talk().pauseMs()).isEqualTo(800);
    }

    @Test
    void packetisationTimeIsWhatTheSenderDoesMost() {
        statistics.clockRateHz(8000);
        long timestamp = 0;
        for (int i = 0; i < 100; i++) {
            timestamp += i % 10 == 0 ? 320 : 240;
            media(30L * i, i, timestamp);
        }

        assertThat(statistics.ptimeMs()).isEqualTo(30);
    }

    @Test
    void ratiosComeFromTheSums() {
        statistics.clockRateHz(8000);
        for (int i = 0; i < 100; i++) {
            if (i % 20 != 19 && i != 40 && i != 41) media(20L * i, i, 160L * i);
        }
        StreamCounters counters = statistics.drainFinal();

        assertThat(counters.packets().expected()).isEqualTo(99); // what is lost at the very end is never known
        assertThat(counters.lost()).isEqualTo(6);
        assertThat(counters.lossPercent()).isCloseTo(100.0 * 6 / 99, within(1e-9));
        assertThat(counters.discardPercent()).isZero();
        assertThat(counters.loss().lossRuns()).isEqualTo(4); // 39, 40 and 41 are one run
    }

    @Test
    void aPacketAllocatesNothing() {
        statistics.clockRateHz(8000);

        long allocated = AllocationMeter.allocatedBytes(200_000, this::nextOfMixture);

        assertThat(allocated).as("bytes for 200,000 packets").isLessThan(200_000);
    }

    @Test
    void aStreamIsSmall() {
        Deque<StreamStatistics> streams = new ArrayDeque<>(10_000);

        long allocated = AllocationMeter.allocatedBytes(1000, () -> streams.add(new StreamStatistics()));

        assertThat(allocated / 1000).as("bytes a stream").isBetween(100L, 1536L);
    }

    /** Loss, reordering, duplicates, talkspurts, key presses and restarts: every path of the hot loop. */
    private void nextOfMixture() {
        int i = ++packets;
        if (i % 97 == 0) return;
        int sequence = i % 5000 < 2 ? i * 7 : i - (i % 89 == 0 ? 3 : 0);
        PacketKind kind = i % 61 == 0 ? PacketKind.TELEPHONE_EVENT : PacketKind.MEDIA;
        long arrival = (20L * i + i % 7) * MILLI;
        statistics.packet(arrival, sequence & 0xFFFF, 160L * i & 0xFFFF_FFFFL, i % 1000 == 0, kind, 160);
    }

    private void media(long arrivalMs, int sequence, long timestamp) {
        statistics.packet(arrivalMs * MILLI, sequence & 0xFFFF, timestamp & 0xFFFF_FFFFL, false, PacketKind.MEDIA, 160);
    }
}
