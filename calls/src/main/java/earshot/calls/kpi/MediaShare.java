// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.events.StreamInterval;
import org.jspecify.annotations.Nullable;

/** What an interval of a stream adds to key figures: media time by quality, and the spread of MOS and loss. */
final class MediaShare {
    private MediaShare() {}

    static KpiCounts of(StreamInterval interval) {
        KpiCounts counts = new KpiCounts();
        counts.changes = 1;
        long micros = Math.max(0, interval.getEndMicros() - interval.getStartMicros());
        // Where the probe itself may have lost packets, loss and what follows from it are bounds, no figures.
        boolean isTrusted = !interval.getCaptureSuspect();
        Double mos = isTrusted ? interval.getMosLq() : null;
        if (mos == null) {
            counts.add(KpiCount.UNKNOWN_MICROS, micros);
        } else {
            counts.add(mos < CallShare.POOR_MOS ? KpiCount.POOR_MICROS : KpiCount.GOOD_MICROS, micros);
            counts.add(mosClass(mos), 1);
        }
        if (isTrusted && interval.getExpected() > 0) {
            counts.add(KpiCount.PACKETS_EXPECTED, interval.getExpected());
            counts.add(KpiCount.PACKETS_LOST, Math.max(0, interval.getLost()));
            counts.add(lossClass(interval), 1);
        }
        return counts;
    }

    /** The limits are the MOS of R 90, 80, 70, 60 and 50 (G.107 table B.1). */
    private static KpiCount mosClass(double mos) {
        if (mos >= 4.34) return KpiCount.MOS_VERY_SATISFIED;
        if (mos >= 4.03) return KpiCount.MOS_SATISFIED;
        if (mos >= CallShare.POOR_MOS) return KpiCount.MOS_SOME_DISSATISFIED;
        if (mos >= 3.1) return KpiCount.MOS_MANY_DISSATISFIED;
        return mos >= 2.58 ? KpiCount.MOS_NEARLY_ALL_DISSATISFIED : KpiCount.MOS_NOT_RECOMMENDED;
    }

    private static KpiCount lossClass(StreamInterval interval) {
        double percent = 100.0 * Math.max(0, interval.getLost()) / interval.getExpected();
        if (percent <= 0) return KpiCount.LOSS_NONE;
        if (percent <= 1) return KpiCount.LOSS_TO_1;
        if (percent <= 3) return KpiCount.LOSS_TO_3;
        if (percent <= 5) return KpiCount.LOSS_TO_5;
        return percent <= 10 ? KpiCount.LOSS_TO_10 : KpiCount.LOSS_ABOVE_10;
    }

    /** The minute is that of the interval's first packet time; an interval is never split. */
    static long minuteSeconds(StreamInterval interval) {
        return Share.minuteOf(interval.getStartMicros());
    }

    /** Key of the call that the stream is bound to; null when it is bound to none. */
    static @Nullable String callKey(StreamInterval interval) {
        return interval.getCallKeys().isEmpty() ? null : interval.getCallKeys().get(0);
    }
}
