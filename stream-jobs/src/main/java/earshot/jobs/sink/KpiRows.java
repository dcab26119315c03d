// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.calls.kpi.DelayKind;
import earshot.calls.kpi.KpiCell;
import earshot.calls.kpi.KpiCount;
import earshot.calls.kpi.KpiCounts;
import earshot.calls.kpi.KpiMinute;
import earshot.storage.KpiCalls;
import earshot.storage.KpiLoad;
import earshot.storage.KpiMedia;
import earshot.storage.KpiMinuteRow;
import earshot.storage.KpiRegisters;
import earshot.storage.KpiTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Key figures of a minute as a row. */
public final class KpiRows {
    private KpiRows() {}

    public static KpiMinuteRow of(KpiMinute minute) {
        KpiCounts counts = minute.counts;
        return row(minute, counts, new KpiLoad(counts.concurrentMax(), counts.concurrentEnd(), counts.startsMax()));
    }

    /** Minutes of one cell, in order of time, as one row: counts added up, of what was up at once the most. */
    public static KpiMinuteRow total(List<KpiMinute> minutes) {
        KpiMinute first = minutes.get(0);
        KpiCounts sum =
                KpiCounts.total(minutes.stream().map(minute -> minute.counts).toList());
        long most = 0;
        long starts = 0;
        for (KpiMinute minute : minutes) {
            most = Math.max(most, minute.counts.concurrentMax());
            starts = Math.max(starts, minute.counts.startsMax());
        }
        long end = minutes.get(minutes.size() - 1).counts.concurrentEnd();
        return row(first, sum, new KpiLoad(most, end, starts));
    }

    private static KpiMinuteRow row(KpiMinute minute, KpiCounts counts, KpiLoad load) {
        KpiCell cell = minute.of();
        return new KpiMinuteRow(
                Instant.ofEpochSecond(minute.minuteSeconds),
                cell.dimension().word(),
                cell.name(),
                cell.side(),
                counts.changes,
                counts.isZero(),
                calls(counts),
                times(counts),
                registers(counts),
                media(counts),
                load,
                Map.copyOf(counts.statuses));
    }

    private static KpiCalls calls(KpiCounts counts) {
        return new KpiCalls(
                counts.get(KpiCount.ATTEMPTS),
                counts.get(KpiCount.UNDECIDED),
                counts.get(KpiCount.ANSWERED),
                counts.get(KpiCount.BUSY),
                counts.get(KpiCount.NO_ANSWER),
                counts.get(KpiCount.CANCELLED),
                counts.get(KpiCount.FAILED),
                counts.get(KpiCount.REDIRECTED),
                counts.get(KpiCount.UNAUTHORISED),
                counts.get(KpiCount.WITHOUT_INVITE),
                counts.get(KpiCount.EFFECTIVE),
                counts.get(KpiCount.SESSION_EFFECTIVE),
                counts.get(KpiCount.INEFFECTIVE),
                counts.get(KpiCount.COMPLETED),
                counts.get(KpiCount.SCORED),
                counts.get(KpiCount.POOR),
                counts.get(KpiCount.LOSSY),
                counts.get(KpiCount.ONE_WAY));
    }

    private static KpiTimes times(KpiCounts counts) {
        return new KpiTimes(
                counts.get(KpiCount.TALK_CALLS),
                counts.get(KpiCount.TALK_MICROS),
                counts.get(KpiCount.SRD_CALLS),
                counts.get(KpiCount.SRD_MICROS),
                counts.get(KpiCount.SRD_FAILED_CALLS),
                counts.get(KpiCount.SRD_FAILED_MICROS),
                counts.get(KpiCount.SDD_CALLS),
                counts.get(KpiCount.SDD_MICROS),
                counts.get(KpiCount.SDT_CALLS),
                counts.get(KpiCount.SDT_MICROS),
                counts.get(KpiCount.SDT_FAILED_CALLS),
                counts.get(KpiCount.SDT_FAILED_MICROS),
                counts.get(KpiCount.RRD_REGISTERS),
                counts.get(KpiCount.RRD_MICROS),
                counts.spread(DelayKind.SRD),
                counts.spread(DelayKind.SDD),
                counts.spread(DelayKind.RRD));
    }

    private static KpiRegisters registers(KpiCounts counts) {
        return new KpiRegisters(
                counts.get(KpiCount.REGISTERS),
                counts.get(KpiCount.REGISTERS_UNDECIDED),
                counts.get(KpiCount.REGISTERS_CHALLENGED),
                counts.get(KpiCount.REGISTERED),
                counts.get(KpiCount.REGISTERS_INEFFECTIVE));
    }

    private static KpiMedia media(KpiCounts counts) {
        return new KpiMedia(
                counts.get(KpiCount.GOOD_MICROS),
                counts.get(KpiCount.POOR_MICROS),
                counts.get(KpiCount.UNKNOWN_MICROS),
                counts.get(KpiCount.PACKETS_EXPECTED),
                counts.get(KpiCount.PACKETS_LOST),
                counts.get(KpiCount.MOS_VERY_SATISFIED),
                counts.get(KpiCount.MOS_SATISFIED),
                counts.get(KpiCount.MOS_SOME_DISSATISFIED),
                counts.get(KpiCount.MOS_MANY_DISSATISFIED),
                counts.get(KpiCount.MOS_NEARLY_ALL_DISSATISFIED),
                counts.get(KpiCount.MOS_NOT_RECOMMENDED),
                counts.get(KpiCount.LOSS_NONE),
                counts.get(KpiCount.LOSS_TO_1),
                counts.get(KpiCount.LOSS_TO_3),
                counts.get(KpiCount.LOSS_TO_5),
                counts.get(KpiCount.LOSS_TO_10),
                counts.get(KpiCount.LOSS_ABOVE_10));
    }
}
