// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of one minute that add up: those of two groups of calls, added, are those of both. All are whole numbers, so
 * that the order of adding changes nothing.
 *
 * <p>Arrays are as long as what is counted in them, and what lies behind their end is zero: in most minutes of a call nothing
 * happens but that it is up, which is one number.
 */
public class KpiCounts {
    private static final long[] NO_COUNTS = {};
    private static final int[] NONE = {};

    /** By the place of {@link KpiCount}. */
    public long[] counts = NO_COUNTS;
    /** How many more calls are up in each second than in the one before; the first is how many are up. */
    public int[] upChanges = NONE;
    /** Attempts in each second. */
    public int[] starts = NONE;
    /** Decided attempts by final status; {@code none} when no final response came. */
    public Map<String, Long> statuses = Map.of();
    /** Delays by kind and bucket: see {@link #delayKey}. */
    public Map<Integer, Long> delays = Map.of();
    /** Changes counted in: rises with every one of them, those that take something back included. */
    public long changes;

    public KpiCounts() {}

    public long get(KpiCount count) {
        int place = place(count);
        return place < counts.length ? counts[place] : 0;
    }

    void add(KpiCount count, long value) {
        int place = place(count);
        if (place >= counts.length) counts = Arrays.copyOf(counts, place + 1);
        counts[place] += value;
    }

    @SuppressWarnings("EnumOrdinal") // the place is the contract: new counts come at the end
    private static int place(KpiCount count) {
        return count.ordinal();
    }

    void addStatus(String status) {
        statuses = sum(statuses, Map.of(status, 1L), 1);
    }

    void addDelay(DelayKind kind, long micros) {
        delays = sum(delays, Map.of(delayKey(kind, DelayBuckets.of(micros)), 1L), 1);
    }

    /** How many delays of a kind are in each bucket, by the bucket's upper bound in milliseconds; those with any. */
    public Map<String, Long> spread(DelayKind kind) {
        Map<String, Long> spread = new HashMap<>();
        int first = delayKey(kind, 0);
        delays.forEach((key, number) -> {
            int bucket = key - first;
            if (bucket >= 0 && bucket < DelayBuckets.COUNT) spread.put(DelayBuckets.text(bucket), number);
        });
        return spread;
    }

    @SuppressWarnings("EnumOrdinal") // as with counts
    private static int delayKey(DelayKind kind, int bucket) {
        return 1_000 * kind.ordinal() + bucket;
    }

    void addStart(int second) {
        starts = reaching(starts, second);
        starts[second]++;
    }

    void addUpChange(int second, int calls) {
        upChanges = reaching(upChanges, second);
        upChanges[second] += calls;
    }

    private static int[] reaching(int[] seconds, int second) {
        return second < seconds.length ? seconds : Arrays.copyOf(seconds, second + 1);
    }

    /** Most calls that were up in one second. */
    public long concurrentMax() {
        long up = 0;
        long most = 0;
        for (int change : upChanges) {
            up += change;
            most = Math.max(most, up);
        }
        return most;
    }

    /** Calls that were up in the last second. */
    public long concurrentEnd() {
        return Math.max(0, Arrays.stream(upChanges).asLongStream().sum());
    }

    /** Most attempts in one second. */
    public long startsMax() {
        return Arrays.stream(starts).max().orElse(0);
    }

    /** Adds what another counted, once or, taken back, minus once; each is one change more, or as many as it has. */
    KpiCounts add(KpiCounts other, int sign) {
        if (counts.length < other.counts.length) counts = Arrays.copyOf(counts, other.counts.length);
        for (int i = 0; i < other.counts.length; i++) counts[i] += sign * other.counts[i];
        upChanges = sum(upChanges, other.upChanges, sign);
        starts = sum(starts, other.starts, sign);
        statuses = sum(statuses, other.statuses, sign);
        delays = sum(delays, other.delays, sign);
        changes += other.changes;
        return this;
    }

    /** What comes to nothing leaves no entry. */
    private static <K> Map<K, Long> sum(Map<K, Long> to, Map<K, Long> other, int sign) {
        if (other.isEmpty()) return to;
        Map<K, Long> sum = to.isEmpty() ? new HashMap<>() : to; // one of another's may not be changed
        other.forEach(
                (key, number) -> sum.merge(key, sign * number, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b)));
        return sum;
    }

    /** The sum of several minutes; who was up in which second means nothing any more, and is left out. */
    public static KpiCounts total(List<KpiCounts> minutes) {
        KpiCounts total = new KpiCounts();
        for (KpiCounts minute : minutes) total.add(minute, 1);
        total.upChanges = NONE;
        total.starts = NONE;
        return total;
    }

    KpiCounts copy() {
        return new KpiCounts().add(this, 1);
    }

    /** Nothing is counted: all that was has been taken back. */
    public boolean isZero() {
        for (long count : counts) {
            if (count != 0) return false;
        }
        return isZero(upChanges) && isZero(starts) && statuses.isEmpty() && delays.isEmpty();
    }

    private static boolean isZero(int[] seconds) {
        for (int second : seconds) {
            if (second != 0) return false;
        }
        return true;
    }

    private static int[] sum(int[] to, int[] other, int sign) {
        int[] sum = to.length < other.length ? Arrays.copyOf(to, other.length) : to;
        for (int i = 0; i < other.length; i++) sum[i] += sign * other[i];
        return sum;
    }
}
