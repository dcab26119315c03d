// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import org.jspecify.annotations.Nullable;

/** What RTCP said of one stream: its source in sender reports, its receiver in report blocks and XR. */
public class RtcpMemory {
    public long senderReports;
    public long receiverReports;
    public long extendedReports;
    /** Round trips between the probe and the source, summed, ms. */
    public double sourceRttSumMs;

    public long sourceRtts;
    /** Round trips between the probe and the receiver, summed, ms. */
    public double receiverRttSumMs;

    public long receiverRtts;
    /** Round trip as an end reported it in XR, ms; 0 when it did not. */
    public int reportedRttMs;

    public long firstHighest = -1;
    public int firstLost;
    public long lastHighest = -1;
    public int lastLost;
    /** 0 to 1, of the latest report block; -1 when there was none. */
    public double fractionLost = -1;

    public RtcpMemory() {}

    void add(RtcpReport report) {
        RtcpKind kind = report.getKind();
        Double rtt = report.getRttMs();
        if (kind == RtcpKind.SENDER_REPORT) {
            senderReports++;
            if (rtt != null) {
                sourceRttSumMs += rtt;
                sourceRtts++;
            }
        } else if (kind == RtcpKind.REPORT_BLOCK) {
            receiverReports++;
            if (rtt != null) {
                receiverRttSumMs += rtt;
                receiverRtts++;
            }
            loss(report);
        } else if (kind == RtcpKind.XR) {
            extendedReports++;
            if (rtt != null) { // DLRR, by the source
                sourceRttSumMs += rtt;
                sourceRtts++;
            }
            if (report.getVoip() != null && report.getVoip().getRoundTripDelayMs() > 0) {
                reportedRttMs = report.getVoip().getRoundTripDelayMs();
            }
        }
    }

    private void loss(RtcpReport report) {
        if (report.getFractionLost() >= 0) fractionLost = report.getFractionLost();
        if (report.getHighestSequence() < 0) return;
        if (firstHighest < 0) {
            firstHighest = report.getHighestSequence();
            firstLost = report.getCumulativeLost();
        }
        lastHighest = report.getHighestSequence();
        lastLost = report.getCumulativeLost();
    }

    /**
     * Round trip between the two ends: both halves as measured at the probe when both are known, else what an end
     * reported, else the half that is known, which is a lower bound.
     */
    @Nullable
    Double rttMs() {
        double source = sourceRtts == 0 ? 0 : sourceRttSumMs / sourceRtts;
        double receiver = receiverRtts == 0 ? 0 : receiverRttSumMs / receiverRtts;
        if (sourceRtts > 0 && receiverRtts > 0) return source + receiver;
        if (reportedRttMs > 0) return (double) reportedRttMs;
        return sourceRtts + receiverRtts == 0 ? null : source + receiver;
    }

    /** The round trip was measured from end to end, not only between the probe and one end. */
    boolean isWhole() {
        return (sourceRtts > 0 && receiverRtts > 0) || reportedRttMs > 0;
    }

    /** Loss as the receiver counted it between its first and its last report, percent; the last fraction if one only. */
    @Nullable
    Double reportedLossPercent() {
        long packets = lastHighest - firstHighest;
        if (packets > 0) return Math.max(0, 100.0 * (lastLost - firstLost) / packets);
        return fractionLost < 0 ? null : Double.valueOf(100 * fractionLost);
    }
}
