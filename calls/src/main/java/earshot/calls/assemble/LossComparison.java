// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.RtcpReport;
import org.jspecify.annotations.Nullable;

/**
 * What the tap and the receiver lost of the same packets, report block by report block: so loss is told to lie before
 * the tap, behind it, or in the probe itself.
 *
 * <p>Two blocks of one reporter span the packets between their highest sequence numbers. What both miss was lost before
 * the tap, what only the receiver misses behind it, and what only the tap misses the probe lost. A span counts when both
 * agree on how many packets it holds, which no broken counter does by chance (RFC 3550 6.4.1). The receiver counts a
 * duplicate against its loss, so the probe is blamed only for what duplicates do not explain.
 */
public class LossComparison {
    /** Cumulative loss that falls by more is a counter that was set, not packets that came late. */
    private static final int LATE_MAX = 64;

    public boolean started;
    public long reporterSsrc;
    public long highest;
    public long receiverLost;
    public long tapExpected;
    public long tapLost;
    public long tapDuplicates;
    public long timeMicros;

    /** Packets in all spans that count, and where the lost ones of them were lost. */
    public long compared;

    public long upstream;
    public long downstream;
    public long byProbe;

    public LossComparison() {}

    /** Takes a report block; the span that it ends, null when it ends none that counts. */
    @Nullable
    LossSpan add(RtcpReport block) {
        if (block.getHighestSequence() < 0 || block.getTapExpected() < 0) return null;
        LossSpan span = started && block.getReporterSsrc() == reporterSsrc ? span(block) : null;
        boolean stands = started
                && block.getReporterSsrc() == reporterSsrc
                && block.getHighestSequence() == highest
                && block.getTapExpected() == tapExpected;
        if (stands) return null; // nothing came since; the next block spans more
        started = true;
        reporterSsrc = block.getReporterSsrc();
        highest = block.getHighestSequence();
        receiverLost = block.getCumulativeLost();
        tapExpected = block.getTapExpected();
        tapLost = block.getTapLost();
        tapDuplicates = block.getTapDuplicates();
        timeMicros = block.getTimeMicros();
        return span;
    }

    private @Nullable LossSpan span(RtcpReport block) {
        long packets = (int) (block.getHighestSequence() - highest); // 32 bits that wrap
        long atReceiver = block.getCumulativeLost() - receiverLost;
        long atTap = block.getTapLost() - tapLost;
        long duplicates = Math.max(0, block.getTapDuplicates() - tapDuplicates);
        boolean agree = packets > 0 && packets == block.getTapExpected() - tapExpected;
        if (!agree || atReceiver > packets || atReceiver + duplicates < -LATE_MAX) return null;
        LossSpan span = new LossSpan();
        span.fromMicros = timeMicros;
        span.toMicros = block.getTimeMicros();
        compared += packets;
        if (atReceiver >= atTap) {
            upstream += atTap;
            downstream += atReceiver - atTap;
            return span;
        }
        // Packets that were only late for the last block come back as negative loss behind the tap.
        long back = Math.min(atTap - atReceiver, Math.min(downstream, Math.max(0, -atReceiver)));
        downstream -= back;
        span.byProbe = Math.max(0, atTap - atReceiver - back - duplicates);
        byProbe += span.byProbe;
        upstream += atTap - span.byProbe;
        return span;
    }

    /** Null while nothing was compared. */
    @Nullable
    Long count(long packets) {
        return compared == 0 ? null : Long.valueOf(Math.max(0, packets));
    }

    /** A sentence for people; empty while nothing was compared. */
    String place() {
        if (compared == 0) return "";
        long before = Math.max(0, upstream);
        if (before + downstream + byProbe == 0) return "nothing lost before the probe or behind it";
        String place = percent(before) + " lost before the probe, " + percent(downstream) + " behind it";
        return byProbe == 0 ? place : place + "; " + percent(byProbe) + " missed by the probe itself";
    }

    private String percent(long packets) {
        return LossText.percent(100.0 * packets / compared);
    }
}
