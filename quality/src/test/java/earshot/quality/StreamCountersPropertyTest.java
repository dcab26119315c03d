// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What must hold for every stream; jqwik prints the seed of a failure. */
class StreamCountersPropertyTest {
    private static final List<PacketKind> KINDS =
            List.of(PacketKind.MEDIA, PacketKind.COMFORT_NOISE, PacketKind.TELEPHONE_EVENT);

    private record Packet(long arrivalNanos, int sequence, long timestamp, boolean marker, PacketKind kind) {}

    /** However a stream is cut into intervals, the sum of their reports is the report of the whole. */
    @Property(tries = 300)
    void theSumOfTheIntervalsIsTheReportOfTheWhole(
            @ForAll long seed, @ForAll @IntRange(max = 2000) int length, @ForAll @DoubleRange(max = 0.3) double cuts) {
        List<Packet> stream = hostileStream(seed, length);

        StreamCounters whole = report(stream, 0, seed);
        StreamCounters sum = report(stream, cuts, seed);

        assertThat(sum.packets()).isEqualTo(whole.packets());
        assertThat(sum.loss()).isEqualTo(whole.loss());
        assertThat(sum.late()).isEqualTo(whole.late());
        assertThat(sum.jitter().interarrival()).isEqualTo(whole.jitter().interarrival());
        assertThat(sum.jitter().samples()).isEqualTo(whole.jitter().samples());
        assertThat(sum.jitter().sumMs())
                .isCloseTo(whole.jitter().sumMs(), within(1e-6 + whole.jitter().sumMs() * 1e-9));
        assertThat(sum.jitter().maxMs()).isEqualTo(whole.jitter().maxMs());
        assertThat(sum.jitter().deltaMaxMs()).isEqualTo(whole.jitter().deltaMaxMs());
    }

    @Property(tries = 300)
    void everythingIsAccountedFor(@ForAll long seed, @ForAll @IntRange(max = 2000) int length) {
        StreamCounters counters = report(hostileStream(seed, length), 0.05, seed);
        PacketCounts packets = counters.packets();

        assertThat(packets.received()).isEqualTo(length);
        assertThat(packets.unique() + packets.duplicate()).isLessThanOrEqualTo(length); // strays are neither
        assertThat(packets.lost()).isNotNegative();
        assertThat(counters.loss().burstPackets() + counters.loss().gapPackets())
                .isEqualTo(packets.expected());
        assertThat(counters.loss().burstLoss() + counters.loss().gapLoss()).isEqualTo(packets.lost());
        assertThat(counters.loss().lossRuns()).isBetween(packets.lost() == 0 ? 0L : 1L, packets.lost());
        assertThat(counters.loss().burstRatio()).isGreaterThanOrEqualTo(1);
    }

    /** Loss, reordering and duplication by known numbers give those numbers. */
    @Property(tries = 200)
    void lossAndDuplicationAreFoundExactly(@ForAll long seed, @ForAll @IntRange(min = 50, max = 3000) int length) {
        Random random = new Random(seed);
        StreamStatistics statistics = new StreamStatistics();
        int start = random.nextInt(0x10000);
        long dropped = 0;
        long copied = 0;
        for (int i = 0; i < length; i++) {
            boolean isEdge = i == 0 || i == length - 1; // loss there cannot be known
            if (!isEdge && random.nextInt(10) == 0) {
                dropped++;
                continue;
            }
            boolean isCopied = random.nextInt(20) == 0;
            for (int copy = 0; copy < (isCopied ? 2 : 1); copy++) {
                statistics.packet(20_000_000L * i, (start + i) & 0xFFFF, 160L * i, false, PacketKind.MEDIA, 160);
            }
            if (isCopied) copied++;
        }
        StreamCounters counters = statistics.drainFinal();

        assertThat(counters.packets().expected()).isEqualTo(length);
        assertThat(counters.lost()).isEqualTo(dropped);
        assertThat(counters.packets().duplicate()).isEqualTo(copied);
    }

    @Property
    void moreLossNeverSoundsBetter(
            @ForAll @DoubleRange(max = 100) double loss, @ForAll @DoubleRange(max = 100) double more) {
        CodecConstants codec = Objects.requireNonNull(
                Codecs.find(CodecUse.of("PCMU"), ScoreSettings.DEFAULT).constants());
        double less = Math.min(loss, more);
        double most = Math.max(loss, more);

        assertThat(mos(codec, most, 1)).isLessThanOrEqualTo(mos(codec, less, 1));
        assertThat(mos(codec, less, 3)).isLessThanOrEqualTo(mos(codec, less, 1));
        assertThat(mos(codec, less, 1)).isBetween(1.0, 4.5);
    }

    private static double mos(CodecConstants codec, double lossPercent, double burstRatio) {
        return EModel.mos(EModel.listeningRating(codec, lossPercent, burstRatio), codec.scale());
    }

    private static StreamCounters report(List<Packet> stream, double cuts, long seed) {
        Random random = new Random(seed + 1);
        StreamStatistics statistics = new StreamStatistics();
        statistics.clockRateHz(8000);
        StreamCounters sum = StreamCounters.NONE;
        for (Packet packet : stream) {
            statistics.packet(packet.arrivalNanos, packet.sequence, packet.timestamp, packet.marker, packet.kind, 160);
            if (random.nextDouble() < cuts) sum = sum.plus(statistics.drain());
        }
        return sum.plus(statistics.drainFinal());
    }

    /** Anything a network and a sender may do, and some that only an attacker does. */
    private static List<Packet> hostileStream(long seed, int length) {
        Random random = new Random(seed);
        List<Packet> stream = new ArrayList<>(length);
        int sequence = random.nextInt(0x10000);
        long timestamp = random.nextInt() & 0xFFFF_FFFFL;
        long arrival = random.nextInt(1000) * 1_000_000L;
        for (int i = 0; i < length; i++) {
            int dice = random.nextInt(100);
            if (dice < 70) sequence += 1;
            else if (dice < 80) sequence += random.nextInt(20);
            else if (dice < 90) sequence -= random.nextInt(60);
            else if (dice < 97) sequence += random.nextInt(4000);
            else sequence = random.nextInt(0x10000);
            timestamp += dice == 99 ? random.nextInt() : 160;
            arrival += random.nextInt(dice == 98 ? 3000 : 40) * 1_000_000L;
            PacketKind kind = KINDS.get(dice < 90 ? 0 : dice % 3);
            stream.add(new Packet(arrival, sequence & 0xFFFF, timestamp & 0xFFFF_FFFFL, dice % 30 == 0, kind));
        }
        return stream;
    }
}
