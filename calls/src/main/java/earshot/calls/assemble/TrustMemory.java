// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.CaptureSuspicion;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which intervals of a stream can be believed. An interval is suspect when its probe says so, or when the receiver got
 * what the probe missed. The receiver's word comes after the interval, so an interval with loss waits for it until the
 * receiver is overdue, which is {@link #VERDICT_MICROS} after it reported last; the later ones wait behind it.
 */
public class TrustMemory {
    /** RTCP comes every 5 s, give or take a half (RFC 3550 6.3.1). */
    static final long VERDICT_MICROS = 8_000_000;

    private static final int HELD_MAX = 16;
    private static final int SPANS_MAX = 8;

    public List<HeldInterval> held = new ArrayList<>();
    /** The latest spans in which the probe missed what the receiver got. */
    public List<LossSpan> spans = new ArrayList<>();
    /** When the receiver reported last. */
    public long reportedMicros = Patience.NEVER;
    /** Whether {@link #trusted} is told from the sum of all reports: while all can be believed they are the same. */
    public boolean apart;
    /** The intervals that can be believed, as one, where that is {@link #apart}; null before the first. */
    public @Nullable MediaReport trusted;
    /** In the order in which they came up. */
    public List<String> suspicions = new ArrayList<>();

    public long intervals;
    public long suspectIntervals;
    /** Packets that the probe may have lost in suspect intervals. */
    public long suspectLost;

    public TrustMemory() {}

    /** The receiver reported, and perhaps ended a span that could be compared. */
    void reported(long timeMicros, @Nullable LossSpan span) {
        reportedMicros = Math.max(reportedMicros, timeMicros);
        if (span == null || span.byProbe == 0) return;
        if (spans.size() == SPANS_MAX) spans.remove(0);
        spans.add(span);
    }

    /**
     * Takes a report that is not yet part of the sum of all.
     *
     * @param total of the reports so far; null before the first
     */
    void add(HeldInterval interval, @Nullable MediaReport total, long nowMicros) {
        MediaReport report = interval.report();
        boolean passes =
                held.isEmpty() && !waits(report, nowMicros) && judge(report).isEmpty();
        if (!apart && !passes) {
            apart = true;
            trusted = total == null ? null : Reports.copy(total);
        }
        held.add(interval);
    }

    /** Intervals that need wait no longer at that time, in their order. */
    List<HeldInterval> release(long nowMicros) {
        List<HeldInterval> released = new ArrayList<>();
        while (!held.isEmpty() && (held.size() > HELD_MAX || !waits(held.get(0).report(), nowMicros))) {
            released.add(held.remove(0));
        }
        return released;
    }

    private boolean waits(MediaReport report, long nowMicros) {
        boolean lossy = report.getExpected() > report.getUnique() && !report.getCaptureSuspect();
        boolean open = reportedMicros != Patience.NEVER && reportedMicros < report.getEndMicros();
        return lossy && open && nowMicros < reportedMicros + VERDICT_MICROS;
    }

    /** When the first interval has waited for long enough; NEVER when none waits. */
    long dueMicros() {
        return held.isEmpty() ? Patience.NEVER : reportedMicros + VERDICT_MICROS;
    }

    /** Why an interval is suspect, as words; empty when it is not. */
    List<String> judge(MediaReport report) {
        List<String> words = new ArrayList<>();
        for (CaptureSuspicion suspicion : report.getSuspicions()) words.add(word(suspicion));
        if (words.isEmpty() && report.getCaptureSuspect()) words.add(word(CaptureSuspicion.KERNEL_DROP));
        if (byProbe(report) > 0) words.add(word(CaptureSuspicion.RECEIVER_LOST_LESS));
        return words;
    }

    /** Counts an interval that was judged. */
    void count(MediaReport report, List<String> words) {
        intervals++;
        if (words.isEmpty()) {
            trust(report);
            return;
        }
        suspectIntervals++;
        suspectLost += lost(report) - lostMin(report, words);
        for (String word : words) {
            if (!suspicions.contains(word)) suspicions.add(word);
        }
    }

    private void trust(MediaReport report) {
        if (!apart) return;
        if (trusted == null) {
            trusted = Reports.copy(report);
        } else {
            Reports.add(trusted, report);
        }
    }

    /** All that was released is counted: where every report was believed their sum is that of all again. */
    void settle() {
        if (!apart || !held.isEmpty() || suspectIntervals > 0) return;
        apart = false;
        trusted = null;
    }

    /** Packets that the network lost for certain in an interval. */
    long lostMin(MediaReport report, List<String> words) {
        if (words.isEmpty()) return lost(report);
        boolean onlyByReceiver = words.equals(List.of(word(CaptureSuspicion.RECEIVER_LOST_LESS)));
        return onlyByReceiver ? Math.max(0, lost(report) - byProbe(report)) : 0;
    }

    /**
     * All that can be believed so far; what still waits is believed until the contrary is known. Null when nothing.
     *
     * @param total of all reports
     */
    @Nullable
    MediaReport believed(MediaReport total) {
        if (!apart) return total;
        MediaReport sum = trusted;
        for (HeldInterval one : held) {
            if (!judge(one.report()).isEmpty()) continue;
            sum = sum == null ? Reports.copy(one.report()) : Reports.sum(sum, one.report());
        }
        return sum;
    }

    /** Packets that the probe missed and the receiver got about then, at most as many as the interval lacks. */
    private long byProbe(MediaReport report) {
        long packets = 0;
        for (LossSpan span : spans) {
            boolean overlaps = span.fromMicros < report.getEndMicros() && span.toMicros > report.getStartMicros();
            if (overlaps) packets += span.byProbe;
        }
        return Math.min(packets, lost(report));
    }

    private static long lost(MediaReport report) {
        return Math.max(0, report.getExpected() - report.getUnique());
    }

    private static String word(CaptureSuspicion suspicion) {
        return switch (suspicion) {
            case OTHER -> "other";
            case KERNEL_DROP -> "kernelDrop";
            case INTERFACE_DROP -> "interfaceDrop";
            case COMMON_GAP -> "commonGap";
            case RECEIVER_LOST_LESS -> "receiverLostLess";
        };
    }
}
