// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A run must not be seen in any figure: each stream is counted with and without it, and all that is told is compared. */
class SteadyRunTest {
    private static final int PCMA = 8;

    private final StreamStatistics withRuns = new StreamStatistics();
    private final StreamStatistics without = new StreamStatistics();
    private int taken;

    @Test
    void aStreamAsExpectedIsARunFromItsFourthPacketOn() {
        clock(8000);
        for (int i = 0; i < 250; i++) packet(20_000_000L * i, i, 160 * i, false, PacketKind.MEDIA, 160);

        assertThat(taken).isGreaterThanOrEqualTo(246);
        assertThat(withRuns.drain().packets().received()).isEqualTo(250);
    }

    /** Up to 45 ms: the cells that a run has counters for, and one that ends it for lack of time. */
    @Test
    void stepsInEachCellOfTheHistogramAreCounted() {
        clock(8000);
        long arrival = 0;
        for (int i = 0; i < 2_000; i++) {
            arrival = 20_000_000L * i + i % 100 * 450_000L;
            packet(arrival, i, 160 * i, false, PacketKind.MEDIA, 160);
        }

        assertThat(taken).isGreaterThan(1_800);
        assertSame();
    }

    /** Longer than the 16 bits of a counter in a run. */
    @Test
    void aRunThatIsTooLongForItsCountersBeginsAnew() {
        clock(8000);
        for (int i = 0; i < 200_000; i++) packet(20_000_000L * i, i & 0xFFFF, 160 * i, false, PacketKind.MEDIA, 160);

        assertThat(taken).isGreaterThan(199_000);
        assertSame();
    }

    @Property(tries = 300)
    void withAndWithoutRunsTheFiguresAreTheSame(
            @ForAll long seed, @ForAll @IntRange(max = 3_000) int length, @ForAll @IntRange(max = 60) int roughness) {
        Random random = new Random(seed);
        if (random.nextInt(10) > 0) clock(random.nextBoolean() ? 8000 : 48_000);
        int usualTicks = 20 * (random.nextBoolean() ? 8 : 48);
        int sequence = random.nextInt(0x10000);
        int timestamp = random.nextInt();
        long arrival = 1_600_000_000_000_000_000L + random.nextInt(1_000_000);
        double jitterNanos = random.nextInt(4) * 2_000_000.0;
        long drift = random.nextInt(200) - 100L;
        for (int i = 0; i < length; i++) {
            sequence++;
            timestamp += usualTicks;
            arrival += 20_000_000L + drift * 100;
            long here = arrival + (long) (Math.abs(random.nextGaussian()) * jitterNanos);
            boolean marker = false;
            PacketKind kind = PacketKind.MEDIA;
            switch (random.nextInt(1_000) < roughness ? random.nextInt(14) : -1) {
                case 0 -> sequence += 1 + random.nextInt(5);
                case 1 -> sequence += random.nextInt(5_000);
                case 2 -> sequence -= 1 + random.nextInt(3);
                case 3 -> timestamp += random.nextInt(1_000_000);
                case 4 -> timestamp -= usualTicks;
                case 5 -> arrival += 1_000_000L * random.nextInt(4_000);
                case 6 -> here += 1_000_000L * random.nextInt(300);
                case 7 -> here -= 1_000_000L * random.nextInt(90);
                case 8 -> marker = true;
                case 9 -> kind = PacketKind.COMFORT_NOISE;
                case 10 -> kind = PacketKind.TELEPHONE_EVENT;
                case 11 -> clock(random.nextBoolean() ? 8000 : 48_000);
                case 12 -> assertSame();
                case 13 -> usualTicks = usualTicks == 160 ? 240 : 160;
                default -> {}
            }
            packet(here, sequence & 0xFFFF, timestamp, marker, kind, 160);
            if (random.nextInt(250) == 0) {
                assertThat(withRuns.drain()).isEqualTo(without.drain());
            }
        }
        assertSame();
    }

    private void clock(int hertz) {
        withRuns.clockRateHz(hertz);
        without.clockRateHz(hertz);
    }

    /** As a stream's owner does it: offered to the run first, and a run begun behind each other packet. */
    private void packet(long arrival, int sequence, int timestamp, boolean marker, PacketKind kind, int octets) {
        int likeness = PCMA | (marker ? 0x80 : 0) | (kind == PacketKind.MEDIA ? 0 : 0x100);
        if (withRuns.run().takes(arrival, sequence, timestamp, octets, likeness)) {
            taken++;
        } else {
            withRuns.packet(arrival, sequence, timestamp & 0xFFFF_FFFFL, marker, kind, octets);
            withRuns.beginRun(sequence, timestamp, SteadyRun.ANY_LENGTH, PCMA, Long.MAX_VALUE);
        }
        without.packet(arrival, sequence, timestamp & 0xFFFF_FFFFL, marker, kind, octets);
    }

    private void assertSame() {
        assertThat(withRuns.isAfterHole()).isEqualTo(without.isAfterHole());
        assertThat(withRuns.ptimeMs()).isEqualTo(without.ptimeMs());
        assertThat(withRuns.jitterMs()).isEqualTo(without.jitterMs());
        assertThat(withRuns.skewPpm()).isEqualTo(without.skewPpm());
        assertThat(withRuns.clockRateHz()).isEqualTo(without.clockRateHz());
        for (int sequence = 0; sequence < 0x10000; sequence += 997) {
            assertThat(withRuns.progressAt(sequence)).isEqualTo(without.progressAt(sequence));
        }
        assertThat(withRuns.drain()).isEqualTo(without.drain());
    }
}
