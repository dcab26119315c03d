// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up changes that would meet in {@link MinuteShards} in the same round anyway, before they travel there. Every interval of
 * every stream changes several cells; of a round each cell of a minute and shard is left once.
 */
public final class ChangeSums {
    /** A minute, cell and shard in a round; the round ends at that time, micros. */
    private record Place(long minuteSeconds, String cell, int shard, long roundEndMicros) {}

    private final Map<Place, KpiChange> sums = new HashMap<>();

    public int size() {
        return sums.size();
    }

    public void add(KpiChange change) {
        long roundEndMicros = MinuteShards.roundEndMicros(change.toldMicros);
        Place place = new Place(change.minuteSeconds, change.cell, change.shard, roundEndMicros);
        KpiChange sum = sums.get(place);
        if (sum == null) {
            sum = new KpiChange(
                    change.minuteSeconds, change.cell, change.toldMicros, change.shard, change.counts.copy());
            sums.put(place, sum);
            return;
        }
        sum.toldMicros = Math.max(sum.toldMicros, change.toldMicros);
        sum.counts.add(change.counts, 1);
    }

    /** Gives out the sums of rounds that end by {@code timeMicros}. */
    public void drain(long timeMicros, Consumer<KpiChange> out) {
        for (Iterator<Map.Entry<Place, KpiChange>> rest = sums.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<Place, KpiChange> one = rest.next();
            if (one.getKey().roundEndMicros > timeMicros) continue;
            out.accept(one.getValue());
            rest.remove();
        }
    }
}
