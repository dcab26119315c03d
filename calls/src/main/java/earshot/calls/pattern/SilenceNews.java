// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.kpi.KpiCell;
import earshot.calls.kpi.KpiCount;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.time.EventOrder;
import java.util.function.Consumer;

/** How many calls a trunk or peer had in a minute, as counted so far. */
public class SilenceNews implements MinuteNews {
    /** Such as {@code trunk:Carrier A/caller}. */
    public String subject = "";
    /** Minutes since 1970. */
    public long minute;

    public long attempts;
    public long toldMicros;
    public long version;

    public SilenceNews() {}

    /**
     * A row of key figures, told at an event time (micros); nothing for those of others than trunks and peers, nor of a minute so
     * long ago that it is in no baseline any more.
     */
    public static void of(KpiMinute row, long toldMicros, SilenceLimit limit, Consumer<SilenceNews> out) {
        if (row.minuteSeconds / 60 < SilenceTracker.firstMinute(toldMicros, limit)) return;
        KpiCell cell = row.of();
        boolean isPeer =
                cell.dimension() == KpiCell.Dimension.PEER && !cell.name().equals(KpiCell.OTHER);
        if (!isPeer && cell.dimension() != KpiCell.Dimension.TRUNK) return;
        SilenceNews news = new SilenceNews();
        news.subject = cell.dimension().word() + ':' + cell.name() + '/' + cell.side();
        news.minute = row.minuteSeconds / 60;
        news.attempts = row.counts.get(KpiCount.ATTEMPTS);
        news.toldMicros = toldMicros;
        news.version = row.version();
        out.accept(news);
    }

    @Override
    public String key() {
        return subject;
    }

    @Override
    public long toldMicros() {
        return toldMicros;
    }

    @Override
    public EventOrder order() {
        return new EventOrder(toldMicros, "", minute, version, EventOrder.STEP_EVENT);
    }

    @Override
    public String tie() {
        return subject;
    }
}
