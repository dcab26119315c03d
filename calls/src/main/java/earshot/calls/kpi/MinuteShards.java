// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One part of a minute: adds up changes for some seconds before it passes them on, so that a cell which every call
 * touches is no bottleneck, and holds the number of peers with rows of their own within bounds. Keyed by {@link
 * KpiChange#shardKey}.
 *
 * <p>All changes of a peer meet in one shard, and each shard keeps its share of the limit. Which peers those are does not
 * depend on who came first: addresses of trunks go before others, then a fixed hash decides. A peer that has to give way
 * is taken back whole and counted among the others. So the limit leaves the same rows whatever the order of events, and
 * the same peers in one minute as in the next.
 */
public final class MinuteShards {
    /** A power of two, far above any sensible number of subtasks; part of the state's keys, so never changed. */
    static final int SHARDS = 16;

    /** Changes of so long, in event time, are one. */
    private static final long ROUND_MICROS = 10_000_000;
    /** A minute no longer changes so long after its start; longer calls still have their own rows. */
    private static final long RETENTION_MICROS = 6 * 3_600_000_000L;
    /** Above the lateness of events, so that what is told in time finds its minute. */
    private static final long GRACE_MICROS = 60_000_000;

    private final int peersMax;
    private final Comparator<String> rank;

    /**
     * Prepares the limit.
     *
     * @param peersMax peers with rows of their own in one minute, both sides together
     * @param first whether an address goes before others
     */
    public MinuteShards(int peersMax, Predicate<String> first) {
        this.peersMax = Math.max(1, peersMax / SHARDS);
        this.rank = Comparator.<String>comparingInt(address -> first.test(address) ? 0 : 1)
                .thenComparingInt(MinuteShards::spread)
                .thenComparing(Comparator.naturalOrder());
    }

    /** The shard of what a source adds to a cell: peers by their own name, all else spread over its sources. */
    static int shard(String cell, String source) {
        return (spread(KpiCell.isPeer(cell) ? KpiCell.parse(cell).name() : source) >>> 27) & (SHARDS - 1);
    }

    public void change(ShardMemory memory, KpiChange change, Timers timers) {
        long startMicros = change.minuteSeconds * 1_000_000;
        if (change.toldMicros >= startMicros + RETENTION_MICROS) {
            memory.tooLate++;
            return;
        }
        memory.minuteSeconds = change.minuteSeconds;
        if (KpiCell.isPeer(change.cell)) {
            peer(memory, change.cell, change.counts);
        } else {
            pend(memory, change.cell, change.counts, 1);
        }
        wait(memory, roundEndMicros(change.toldMicros), timers);
    }

    public void timer(ShardMemory memory, long timeMicros, Timers timers, Consumer<KpiChange> out) {
        memory.timerMicros = Patience.NEVER;
        // In one order whatever the map's, for the sake of whoever compares runs.
        new TreeMap<>(memory.pending)
                .forEach(
                        (cell, counts) -> out.accept(new KpiChange(memory.minuteSeconds, cell, timeMicros, 0, counts)));
        memory.pending.clear();
        if (timeMicros >= forgottenMicros(memory.minuteSeconds)) {
            memory.minuteSeconds = -1;
            memory.addresses.clear();
            memory.peers.clear();
            return;
        }
        wait(memory, forgottenMicros(memory.minuteSeconds), timers);
    }

    /** When the changes of a time are passed on. */
    public static long roundEndMicros(long toldMicros) {
        return Math.floorDiv(toldMicros, ROUND_MICROS) * ROUND_MICROS + ROUND_MICROS;
    }

    /** Start of the last minute, seconds since 1970, that no longer changes at a time: what lies before it need not be told. */
    static long lastClosedSeconds(long timeMicros) {
        return Share.minuteOf(timeMicros - RETENTION_MICROS);
    }

    /** When nothing is remembered of a minute any more. */
    static long forgottenMicros(long minuteSeconds) {
        return minuteSeconds * 1_000_000 + RETENTION_MICROS + GRACE_MICROS;
    }

    private void peer(ShardMemory memory, String cell, KpiCounts counts) {
        if (!memory.peers.containsKey(cell)
                && !isOwn(memory, KpiCell.parse(cell).name())) {
            fold(memory, KpiCell.parse(cell), counts);
            return;
        }
        memory.peers.computeIfAbsent(cell, any -> new KpiCounts()).add(counts, 1);
        pend(memory, cell, counts, 1);
    }

    /** Whether an address has rows of its own, if need be in the place of another. */
    private boolean isOwn(ShardMemory memory, String address) {
        if (memory.addresses.contains(address)) return true;
        memory.addresses.add(address);
        if (memory.addresses.size() <= peersMax) return true;
        String last = memory.addresses.stream().max(rank).orElseThrow();
        memory.addresses.remove(last);
        leave(memory, KpiCell.peer(KpiCell.CALLER, last));
        leave(memory, KpiCell.peer(KpiCell.CALLEE, last));
        return !last.equals(address);
    }

    private static void leave(ShardMemory memory, KpiCell cell) {
        KpiCounts all = memory.peers.remove(cell.text());
        if (all == null) return;
        pend(memory, cell.text(), all, -1);
        fold(memory, cell, all);
    }

    private static void fold(ShardMemory memory, KpiCell cell, KpiCounts counts) {
        memory.folded += counts.changes;
        pend(memory, KpiCell.peer(cell.side(), KpiCell.OTHER).text(), counts, 1);
    }

    private static void pend(ShardMemory memory, String cell, KpiCounts counts, int sign) {
        memory.pending.computeIfAbsent(cell, any -> new KpiCounts()).add(counts, sign);
    }

    private static void wait(ShardMemory memory, long timeMicros, Timers timers) {
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= timeMicros) return;
        memory.timerMicros = timeMicros;
        timers.at(timeMicros);
    }

    /** Spreads texts evenly, alike on every machine. */
    private static int spread(String text) {
        long mixed = text.hashCode() * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return (int) ((mixed * 0xD6E8FEB86659FD93L) >>> 32);
    }
}
