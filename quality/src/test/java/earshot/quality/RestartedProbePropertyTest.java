// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A probe that restarts in the middle of a stream loses what it knew. The two halves still add up to the report of the
 * whole but for what hangs on a packet on either side of the cut, and that is stated here, figure by figure. However a
 * stream is cut without a restart the sum is exact: {@link StreamCountersPropertyTest}.
 */
class RestartedProbePropertyTest {
    private static final int PTIME_MS = 20;
    private static final int TICKS = 160;

    /** In the order of arrival. {@code isFastest}: not delayed at all, as every second packet or so. */
    private record Packet(long arrivalNanos, int number, boolean isFastest) {}

    @Property(tries = 300)
    void theTwoHalvesAddUpButForTheCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 100, max = 2_000) int length,
            @ForAll @IntRange(max = 99) int at) {
        List<Packet> stream = stream(seed, length);
        int cut = 1 + at * (stream.size() - 2) / 100;
        List<Packet> before = stream.subList(0, cut);
        List<Packet> after = stream.subList(cut, stream.size());
        StreamCounters whole = statistics(stream).drainFinal();
        StreamCounters sum =
                statistics(before).drainFinal().plus(statistics(after).drainFinal());

        int highestBefore = highest(before);
        int lowestAfter = lowest(after);
        long crossers = after.stream().filter(p -> p.number < highestBefore).count();

        // What only counts packets is exact.
        assertThat(sum.packets().received()).isEqualTo(whole.packets().received());
        assertThat(sum.packets().octets()).isEqualTo(whole.packets().octets());
        assertThat(sum.packets().unique()).isEqualTo(whole.packets().unique());
        // Loss right at the cut is unknown; numbers on both sides of it are expected twice.
        assertThat(sum.packets().expected())
                .isEqualTo(whole.packets().expected()
                        + 1
                        + Math.min(highestBefore, highest(after))
                        - Math.max(lowest(before), lowestAfter));
        // A packet is late only to those that this half saw before it.
        assertThat(whole.packets().outOfOrder() - sum.packets().outOfOrder()).isBetween(0L, crossers);
        // The first packet of a half is no sample of jitter, and its jitter begins at 0.
        assertThat(sum.jitter().samples()).isEqualTo(whole.jitter().samples() - 1);
        double jitterAtCut = statistics(stream.subList(0, cut + 1)).jitterMs();
        assertThat(whole.jitter().sumMs() - sum.jitter().sumMs()).isBetween(-1e-9, 16 * jitterAtCut + 1e-9);
        assertThat(total(sum.jitter().interarrival()))
                .isEqualTo(total(whole.jitter().interarrival()) - 1);
        // The pattern of loss is whole in each half; the run at the cut is in neither.
        assertThat(sum.loss().burstPackets() + sum.loss().gapPackets())
                .isEqualTo(sum.packets().expected());
        if (crossers == 0) {
            long unknown = Math.max(0, lowestAfter - highestBefore - 1);
            assertThat(sum.lost()).isEqualTo(whole.lost() - unknown);
            assertThat(sum.loss().lossRuns()).isEqualTo(whole.loss().lossRuns() - (unknown > 0 ? 1 : 0));
        }
        // Buffers begin anew with the first packet, and judge the same again from the first that was not delayed.
        long untilFastest = after.stream().takeWhile(p -> !p.isFastest).count();
        assertThat(whole.late().fixed50() - sum.late().fixed50()).isBetween(0L, untilFastest);
        assertThat(whole.late().fixed200() - sum.late().fixed200()).isBetween(0L, untilFastest);
    }

    /** A network that neither loses nor delays leaves nothing to be lost by a restart but one sample of jitter. */
    @Property(tries = 100)
    void onAQuietNetworkNothingIsLost(
            @ForAll @IntRange(min = 2, max = 500) int length, @ForAll @IntRange(max = 99) int at) {
        List<Packet> stream = new ArrayList<>();
        for (int i = 0; i < length; i++) stream.add(new Packet(PTIME_MS * 1_000_000L * i, i, true));
        int cut = 1 + at * (length - 2) / 100;
        StreamCounters whole = statistics(stream).drainFinal();
        StreamCounters sum = statistics(stream.subList(0, cut))
                .drainFinal()
                .plus(statistics(stream.subList(cut, length)).drainFinal());

        assertThat(sum.packets()).isEqualTo(whole.packets());
        assertThat(sum.loss()).isEqualTo(whole.loss());
        assertThat(sum.late()).isEqualTo(whole.late());
        assertThat(sum.jitter().sumMs()).isCloseTo(whole.jitter().sumMs(), within(1e-9));
        assertThat(sum.jitter().samples()).isEqualTo(whole.jitter().samples() - 1);
    }

    private static StreamStatistics statistics(List<Packet> packets) {
        StreamStatistics statistics = new StreamStatistics();
        statistics.clockRateHz(8000);
        for (Packet packet : packets) {
            int sequence = packet.number + 65_000 & 0xFFFF; // they wrap on the way
            long timestamp = packet.number * (long) TICKS;
            statistics.packet(packet.arrivalNanos, sequence, timestamp, false, PacketKind.MEDIA, TICKS);
        }
        return statistics;
    }

    private static int highest(List<Packet> packets) {
        return packets.stream().mapToInt(Packet::number).max().orElseThrow();
    }

    private static int lowest(List<Packet> packets) {
        return packets.stream().mapToInt(Packet::number).min().orElseThrow();
    }

    private static long total(List<Long> cells) {
        return cells.stream().mapToLong(Long::longValue).sum();
    }

    /** A tenth is lost, alone and in runs; half is delayed by up to 120 ms, so that some arrive out of order. */
    private static List<Packet> stream(long seed, int length) {
        Random random = new Random(seed);
        List<Packet> stream = new ArrayList<>();
        int lost = 0;
        for (int i = 0; i < length; i++) {
            if (lost == 0 && random.nextInt(30) == 0) lost = 1 + random.nextInt(5);
            if (lost > 0 && i > 0 && i < length - 1) {
                lost--;
                continue;
            }
            boolean isFastest = random.nextBoolean();
            double delayMs = isFastest ? 0 : random.nextDouble() * 120;
            long arrival = (long) ((PTIME_MS * i + delayMs) * 1_000_000);
            stream.add(new Packet(arrival, i, isFastest));
        }
        stream.sort(Comparator.comparingLong(Packet::arrivalNanos));
        return stream;
    }
}
