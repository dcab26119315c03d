// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Loss and discards as one pattern, and how far packets came out of order: against what the test works out by itself from
 * the delay of each packet, by the definitions of RFC 3611 4.7.2 and RFC 4737 4.2.
 */
class PlayoutPatternTest {
    private static final int GMIN = 16;
    private static final int LOST = -1;
    private static final int DEPTH_MS = 50;
    private static final int DEEP_MS = 200;

    /** One burst of three: two lost, one too late. Were discards not part of it, it would be a burst of two. */
    @Test
    void aPacketTooLateIsMissingLikeALostOne() {
        int[] delaysMs = new int[60];
        delaysMs[20] = LOST;
        delaysMs[21] = LOST;
        delaysMs[22] = 80;
        StreamCounters counters = measure(delaysMs);

        assertThat(counters.loss()).isEqualTo(new LossPattern(2, 2, 1, 0, 58, 1));
        assertThat(counters.playout()).isEqualTo(new LossPattern(3, 3, 1, 0, 57, 1));
        assertThat(counters.loss().burstRatio()).isCloseTo(2 * 58 / 60.0, within(1e-12));
        assertThat(counters.burstRatio()).isCloseTo(3 * 57 / 60.0, within(1e-12));
    }

    @Property(tries = 300)
    void lossAndDiscardsAreOnePattern(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 1_500) int length,
            @ForAll @IntRange(max = 30) int bad) {
        int[] delaysMs = delays(seed, length, bad);
        StreamCounters counters = measure(delaysMs);

        boolean[] isLost = new boolean[length];
        boolean[] isMissing = new boolean[length];
        assertThat(counters.late().fixed50()).isEqualTo(longer(delaysMs, DEPTH_MS));
        assertThat(counters.late().fixed200()).isEqualTo(longer(delaysMs, DEEP_MS));
        for (int i = 0; i < length; i++) {
            isLost[i] = delaysMs[i] == LOST;
            isMissing[i] = isLost[i] || delaysMs[i] > DEPTH_MS;
        }
        assertThat(counters.loss()).isEqualTo(pattern(isLost));
        assertThat(counters.playout()).isEqualTo(pattern(isMissing));
    }

    @Property(tries = 300)
    void extentsAreHowFarEachWasBehindTheHighest(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 1_500) int length,
            @ForAll @IntRange(max = 30) int bad) {
        int[] delaysMs = delays(seed, length, bad);
        ReorderCounts counts = measure(delaysMs).reorder();

        Long[] cells = {0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L};
        int max = 0;
        int highest = -1;
        for (int number : arrivals(delaysMs)) {
            int extent = highest - number;
            highest = Math.max(highest, number);
            if (extent <= 0) continue;
            max = Math.max(max, extent);
            int cell = 0;
            while (extent > ReorderCounts.BOUNDS.get(cell)) cell++;
            cells[cell]++;
        }
        assertThat(counts).isEqualTo(new ReorderCounts(List.of(cells), max));
    }

    /** Packets of 20 ms; each delayed by so much, or lost. */
    private static StreamCounters measure(int[] delaysMs) {
        StreamStatistics statistics = new StreamStatistics();
        statistics.clockRateHz(8000);
        for (int number : arrivals(delaysMs)) {
            long arrivalNanos = (20L * number + delaysMs[number]) * 1_000_000;
            int sequence = number + 65_000 & 0xFFFF;
            statistics.packet(arrivalNanos, sequence, 160L * number, false, PacketKind.MEDIA, 160);
        }
        return statistics.drainFinal();
    }

    /** Numbers of the packets that come, in the order in which they do. */
    private static List<Integer> arrivals(int[] delaysMs) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < delaysMs.length; i++) {
            if (delaysMs[i] != LOST) numbers.add(i);
        }
        numbers.sort(Comparator.comparingInt(number -> 20 * number + delaysMs[number]));
        return numbers;
    }

    /** Mostly none, so that the fastest is always known; some of up to 400 ms, some lost. The ends are undisturbed. */
    private static int[] delays(long seed, int length, int badPercent) {
        Random random = new Random(seed);
        int[] delaysMs = new int[length];
        for (int i = 1; i < length - 1; i++) {
            int dice = random.nextInt(100);
            if (dice < badPercent) delaysMs[i] = dice % 3 == 0 ? LOST : random.nextInt(400);
        }
        return delaysMs;
    }

    private static long longer(int[] delaysMs, int thanMs) {
        return Arrays.stream(delaysMs).filter(delay -> delay > thanMs).count();
    }

    /** By the definition: what is missing with fewer than Gmin others between is one group; two or more are a burst. */
    private static LossPattern pattern(boolean[] isMissing) {
        long burstLoss = 0;
        long burstPackets = 0;
        long bursts = 0;
        long gapLoss = 0;
        long runs = 0;
        int i = 0;
        while (i < isMissing.length) {
            if (!isMissing[i]) {
                i++;
                continue;
            }
            int first = i;
            int last = i;
            int count = 0;
            for (int next = i; next < isMissing.length && next - last <= GMIN; next++) {
                if (!isMissing[next]) continue;
                if (next == first || !isMissing[next - 1]) runs++;
                last = next;
                count++;
            }
            if (count == 1) gapLoss++;
            else {
                bursts++;
                burstLoss += count;
                burstPackets += last - first + 1;
            }
            i = last + 1;
        }
        return new LossPattern(burstLoss, burstPackets, bursts, gapLoss, isMissing.length - burstPackets, runs);
    }
}
