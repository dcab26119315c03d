// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

/** What one source, or several, newly add to the figures of a cell in a minute; negative where something is taken back. */
public class KpiChange {
    /** Start of the minute, seconds since 1970. */
    public long minuteSeconds;
    /** Text of the {@link KpiCell}. */
    public String cell;
    /** Event time at which it was told, micros. */
    public long toldMicros;
    /** Which part of the minute adds it up first: {@link MinuteShards}. */
    public int shard;

    public KpiCounts counts;

    public KpiChange() {
        this(0, "", 0, 0, new KpiCounts());
    }

    KpiChange(long minuteSeconds, String cell, long toldMicros, int shard, KpiCounts counts) {
        this.minuteSeconds = minuteSeconds;
        this.cell = cell;
        this.toldMicros = toldMicros;
        this.shard = shard;
        this.counts = counts;
    }

    /** Key of {@link MinuteShards}. */
    public String shardKey() {
        return minuteSeconds + "|" + shard;
    }

    /** Key of {@link MinuteTotals}. */
    public String cellKey() {
        return minuteSeconds + "|" + cell;
    }
}
