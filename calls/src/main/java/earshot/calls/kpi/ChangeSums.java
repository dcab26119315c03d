// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up changes that would meet in {@link MinuteShards} in the same round anyway, before they travel there. Every interval of
 * every stream changes several cells; of a round each cell of a minute and shard is left once.
 *
 * <p>All of them go on together: were the changes of one source to overtake each other, figures would be negative meanwhile.
 */
public final class ChangeSums {
    /** A cell of a minute in a shard. */
    private record Place(long minuteSeconds, String cell, int shard) {}

    private final Map<Place, KpiChange> sums = new HashMap<>();
    private long firstToldMicros = Long.MAX_VALUE;

    public int size() {
        return sums.size();
    }

    public void add(KpiChange change) {
        firstToldMicros = Math.min(firstToldMicros, change.toldMicros);
        Place place = new Place(change.minuteSeconds, change.cell, change.shard);
        KpiChange sum = sums.get(place);
        if (sum == null) {
            sum = new KpiChange(
                    change.minuteSeconds, change.cell, change.toldMicros, change.shard, change.counts.copy());
            sums.put(place, sum);
            return;
        }
        // What was told first says when the sum is wanted.
        sum.toldMicros = Math.min(sum.toldMicros, change.toldMicros);
        sum.counts.add(change.counts, 1);
    }

    /** Gives out all sums once the round of the first of their changes has ended by {@code timeMicros}. */
    public void drain(long timeMicros, Consumer<KpiChange> out) {
        if (sums.isEmpty() || MinuteShards.roundEndMicros(firstToldMicros) > timeMicros) return;
        sums.values().forEach(out);
        sums.clear();
        firstToldMicros = Long.MAX_VALUE;
    }
}
