// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one source adds to the figures of each of its cells: counts to the minute it began in, and the time it was up. */
public class Share {
    private static final int MINUTE_SECONDS = 60;

    /** Start of the minute that it began in, seconds since 1970. */
    public long minuteSeconds;

    public KpiCounts start = new KpiCounts();
    /** First second in which it was up and first in which it was not any more; equal when it never was. */
    public long upFromSeconds;

    public long upUntilSeconds;
    /** Texts of the {@link KpiCell}s that it adds to. */
    public List<String> cells = new ArrayList<>();

    /**
     * A call counts as up for two days at most. What says that it lasts longer has times that cannot be true, and each of
     * its minutes would cost memory.
     */
    static final long UP_MAX_SECONDS = 2 * 86_400;

    public Share() {}

    /** Says until when the call is up, as far as that is believed. */
    void upUntil(long seconds) {
        upUntilSeconds = Math.min(seconds, upFromSeconds + UP_MAX_SECONDS);
    }

    boolean isUpForLongest() {
        return upUntilSeconds - upFromSeconds >= UP_MAX_SECONDS;
    }

    static long minuteOf(long micros) {
        return Math.floorDiv(micros, 60_000_000L) * MINUTE_SECONDS;
    }

    void addCell(KpiCell cell) {
        String text = cell.text();
        if (!cells.contains(text)) cells.add(text);
    }

    /**
     * What must be added to a cell that holds {@code before} so that it holds {@code now}, by minute.
     *
     * @param firstSeconds start of the first minute of which it matters who was up
     */
    static SortedMap<Long, KpiCounts> difference(Share before, Share now, long firstSeconds) {
        SortedMap<Long, KpiCounts> difference = new TreeMap<>();
        at(difference, before.minuteSeconds).add(before.start, -1);
        at(difference, now.minuteSeconds).add(now.start, 1);
        if (before.upFromSeconds < now.upUntilSeconds && now.upFromSeconds < before.upUntilSeconds) {
            // Minutes in which it was up and is to be up cost nothing.
            move(difference, before.upFromSeconds, now.upFromSeconds, firstSeconds, -1);
            move(difference, before.upUntilSeconds, now.upUntilSeconds, firstSeconds, 1);
        } else {
            up(difference, before.upFromSeconds, before.upUntilSeconds, firstSeconds, -1);
            up(difference, now.upFromSeconds, now.upUntilSeconds, firstSeconds, 1);
        }
        difference.values().removeIf(KpiCounts::isZero);
        difference.values().forEach(counts -> counts.changes = 1);
        return difference;
    }

    /** One end of the time it was up moves: what lies between counts so often when it moves ahead. */
    private static void move(SortedMap<Long, KpiCounts> minutes, long from, long to, long firstSeconds, int sign) {
        if (from < to) up(minutes, from, to, firstSeconds, sign);
        else up(minutes, to, from, firstSeconds, -sign);
    }

    private static void up(SortedMap<Long, KpiCounts> minutes, long from, long until, long firstSeconds, int sign) {
        for (long minute = Math.max(firstSeconds, Math.floorDiv(from, MINUTE_SECONDS) * MINUTE_SECONDS);
                minute < until;
                minute += MINUTE_SECONDS) {
            KpiCounts counts = at(minutes, minute);
            counts.addUpChange((int) Math.max(0, from - minute), sign);
            long end = until - minute;
            if (end < MINUTE_SECONDS) counts.addUpChange((int) end, -sign);
        }
    }

    private static KpiCounts at(SortedMap<Long, KpiCounts> minutes, long minute) {
        return minutes.computeIfAbsent(minute, any -> new KpiCounts());
    }
}
