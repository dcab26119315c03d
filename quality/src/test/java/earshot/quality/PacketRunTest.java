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
class PacketRunTest {
    private final PacketRun run = new PacketRun();
    private final StreamStatistics withRuns = new StreamStatistics();
    private final StreamStatistics without = new StreamStatistics();
    private int lengthMax = PacketRun.LENGTH_MAX;
    private int nextSequence;
    private int nextTimestamp;
    private final int[] notes = new int[PacketRun.LENGTH_MAX];
    private int noted;
    private long base;
    private long octets;
    private int taken;

    @Test
    void aStreamAsExpectedIsToldInRunsFromItsFourthPacketOn() {
        clock(8000);
        for (int i = 0; i < 250; i++) packet(20_000_000L * i, i, 160 * i, false, PacketKind.MEDIA, 160);
        tellRun();

        assertThat(taken).isGreaterThanOrEqualTo(246);
        assertThat(withRuns.drain().packets().received()).isEqualTo(250);
    }

    /** Late by up to half a second, which some buffers discard, and once by so much that everything starts over. */
    @Test
    void packetsThatComeLateAreInRunsToo() {
        clock(8000);
        for (int i = 0; i < 2_000; i++) {
            long lateNanos = i == 1_000 ? 6_000_000_000L : i % 100 * 5_000_000L;
            packet(20_000_000L * i + lateNanos, i, 160 * i, false, PacketKind.MEDIA, 160);
        }

        assertThat(taken).isGreaterThan(1_900);
        assertSame();
    }

    /** More than what is remembered of a row of equal steps. */
    @Test
    void aStreamMayBeVeryLong() {
        clock(8000);
        for (int i = 0; i < 1_200_000; i++) packet(20_000_000L * i, i & 0xFFFF, 160 * i, false, PacketKind.MEDIA, 160);

        assertThat(taken).isGreaterThan(1_190_000);
        assertSame();
    }

    @Property(tries = 300)
    void withAndWithoutRunsTheFiguresAreTheSame(
            @ForAll long seed, @ForAll @IntRange(max = 3_000) int length, @ForAll @IntRange(max = 60) int roughness) {
        Random random = new Random(seed);
        lengthMax = 1 + random.nextInt(PacketRun.LENGTH_MAX);
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
                tellRun();
                assertThat(withRuns.drain()).isEqualTo(without.drain());
            }
        }
        assertSame();
    }

    private void clock(int hertz) {
        tellRun();
        withRuns.clockRateHz(hertz);
        without.clockRateHz(hertz);
    }

    /** As a stream's owner does it: what is as expected waits to be told together, and is told before anything else is. */
    private void packet(long arrival, int sequence, int timestamp, boolean marker, PacketKind kind, int payloadOctets) {
        int ticks = withRuns.expectedTicks();
        boolean isNext = sequence == nextSequence && timestamp == nextTimestamp + ticks;
        boolean fits = noted == 0 || arrival - base == (int) (arrival - base);
        if (ticks != 0 && isNext && !marker && kind == PacketKind.MEDIA && fits) {
            if (noted == 0) base = arrival;
            notes[noted++] = (int) (arrival - base);
            octets += payloadOctets;
            taken++;
            if (noted >= lengthMax) tellRun();
        } else {
            tellRun();
            withRuns.packet(arrival, sequence, timestamp & 0xFFFF_FFFFL, marker, kind, payloadOctets);
        }
        nextSequence = (sequence + 1) & 0xFFFF;
        nextTimestamp = timestamp;
        without.packet(arrival, sequence, timestamp & 0xFFFF_FFFFL, marker, kind, payloadOctets);
    }

    private void tellRun() {
        run.set(base, notes, 0, noted, octets);
        if (noted > 0) withRuns.follow(run);
        noted = 0;
        octets = 0;
    }

    private void assertSame() {
        for (int behind = -3; behind < 300; behind++) {
            int sequence = (nextSequence - behind) & 0xFFFF;
            assertThat(withRuns.progressAt(sequence, noted)).isEqualTo(without.progressAt(sequence, 0));
        }
        tellRun();
        assertThat(withRuns.isAfterHole()).isEqualTo(without.isAfterHole());
        assertThat(withRuns.ptimeMs()).isEqualTo(without.ptimeMs());
        assertThat(withRuns.jitterMs()).isEqualTo(without.jitterMs());
        assertThat(withRuns.skewPpm()).isEqualTo(without.skewPpm());
        assertThat(withRuns.clockRateHz()).isEqualTo(without.clockRateHz());
        for (int sequence = 0; sequence < 0x10000; sequence += 997) {
            assertThat(withRuns.progressAt(sequence, 0)).isEqualTo(without.progressAt(sequence, 0));
        }
        assertThat(withRuns.drain()).isEqualTo(without.drain());
    }
}
