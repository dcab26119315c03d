// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.events.CaptureSuspicion;
import earshot.quality.StreamCounters;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells which intervals may lack packets that the network delivered: those that overlap a drop in the kernel or in the
 * interface, and those in which streams of unrelated hosts all had a gap at once.
 */
final class CaptureLoss {
    /** What the kernel drops now belongs behind the packets that wait in its ring, so its gap is seen later. */
    private static final long BACKLOG_MICROS = 2_000_000L;

    private final CommonGaps gaps = new CommonGaps();
    private final Drops kernel = new Drops();
    private final Drops networkInterface = new Drops();
    private int running;

    /** One place that drops packets: how many so far, and until when their gaps may be seen. */
    private static final class Drops {
        long total;
        long seenUntilMicros = Long.MIN_VALUE;

        void total(long now, long nowMicros) {
            if (now == total) return;
            total = now;
            seenUntilMicros = nowMicros + BACKLOG_MICROS;
        }
    }

    /** Totals since the start, as of now. */
    void drops(long kernelDropped, long interfaceDropped, long nowMicros) {
        kernel.total(kernelDropped, nowMicros);
        networkInterface.total(interfaceDropped, nowMicros);
    }

    void started(TrackedStream stream) {
        stream.wasRunning = true;
        running++;
        nextInterval(stream);
    }

    void ended(TrackedStream stream) {
        if (stream.wasRunning) running--;
    }

    /** A stream missed packets between two arrivals. */
    void gap(TrackedStream stream, long fromNanos, long toNanos) {
        gaps.gap(stream, fromNanos, toNanos, running);
    }

    /** Why the interval that the stream ends now is suspect; empty when it is not. */
    Set<CaptureSuspicion> endInterval(TrackedStream stream, StreamCounters counters) {
        EnumSet<CaptureSuspicion> suspicions = EnumSet.noneOf(CaptureSuspicion.class);
        if (isHit(kernel, stream.kernelDropsBefore, stream)) suspicions.add(CaptureSuspicion.KERNEL_DROP);
        if (isHit(networkInterface, stream.interfaceDropsBefore, stream)) {
            suspicions.add(CaptureSuspicion.INTERFACE_DROP);
        }
        // Packets that were only overtaken have come by now.
        boolean lost = counters.packets().lost() > 0;
        if (stream.inCommonGap && lost) suspicions.add(CaptureSuspicion.COMMON_GAP);
        boolean runs = counters.packets().received() > 0;
        if (runs != stream.wasRunning) running += runs ? 1 : -1;
        stream.wasRunning = runs;
        nextInterval(stream);
        return suspicions;
    }

    private void nextInterval(TrackedStream stream) {
        stream.kernelDropsBefore = kernel.total;
        stream.interfaceDropsBefore = networkInterface.total;
        stream.inCommonGap = false;
    }

    private static boolean isHit(Drops drops, long totalBefore, TrackedStream stream) {
        return drops.total != totalBefore || stream.intervalStartMicros < drops.seenUntilMicros;
    }
}
