// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.VoipMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What RTCP said of one stream: its source in sender reports, its receiver in report blocks and XR. */
public class RtcpMemory {
    private static final int APPLICATIONS_MAX = 8;

    public long senderReports;
    public long receiverReports;
    public long extendedReports;
    public RttMemory rtt = new RttMemory();
    /** Port that the source sent its last report to; 0 while there is none. */
    public int senderReportPort;

    public LossComparison loss = new LossComparison();

    public long firstHighest = -1;
    public int firstLost;
    public long lastHighest = -1;
    public int lastLost;
    /** 0 to 1, of the latest report block; -1 when there was none. */
    public double fractionLost = -1;

    /** What extended reports said, by name: the latest value of each. */
    public Map<String, ReportedValue> reported = new HashMap<>();
    /** The sending program, as it calls itself; empty when it does not. */
    public String tool = "";

    /** What the source's BYE gave as its reason, the first that says one; null while there was no BYE. */
    public @Nullable String goodbye;
    /** Application-defined packets of the source, by name and subtype, at most {@value #APPLICATIONS_MAX}. */
    public List<String> applications = new ArrayList<>();

    public long doubtfulReports;

    public RtcpMemory() {}

    /** Takes what RTCP says; the span of packets that it lets compare with the tap's, null when none. */
    @Nullable
    LossSpan add(RtcpReport report) {
        RtcpKind kind = report.getKind();
        Double rttMs = report.getRttMs();
        boolean known = rttMs != null && rttMs > 0;
        if (!report.getDoubts().isEmpty()) doubtfulReports++;
        if (kind == RtcpKind.SENDER_REPORT) {
            senderReports++;
            senderReportPort = report.getDestinationPort();
            if (!report.getTool().isEmpty()) tool = report.getTool();
            applications(report);
            if (rttMs != null && known) rtt.toSource(rttMs, report.getTimeMicros());
        } else if (kind == RtcpKind.BYE) {
            if (goodbye == null || goodbye.isEmpty()) goodbye = report.getGoodbyeReason();
            applications(report);
        } else if (kind == RtcpKind.REPORT_BLOCK) {
            receiverReports++;
            if (rttMs != null && known) rtt.toReceiver(rttMs, report.getTimeMicros());
            loss(report);
            return loss.add(report);
        } else if (kind == RtcpKind.XR) {
            extendedReports++;
            remember(report);
            if (rttMs != null && known) rtt.toSource(rttMs, report.getTimeMicros()); // DLRR, by the source
            VoipMetrics voip = report.getVoip();
            if (voip != null && voip.getRoundTripDelayMs() > 0) rtt.reported(voip.getRoundTripDelayMs());
        }
        return null;
    }

    private void applications(RtcpReport report) {
        for (String name : report.getApplications()) {
            if (applications.size() < APPLICATIONS_MAX && !applications.contains(name)) applications.add(name);
        }
    }

    private void remember(RtcpReport report) {
        report.getXrMetrics().forEach((name, value) -> remember(name, value, report.getTimeMicros()));
        VoipMetrics voip = report.getVoip();
        if (voip == null) return;
        long micros = report.getTimeMicros();
        remember("voip.lossPercent", 100 * voip.getLossRate(), micros);
        remember("voip.discardPercent", 100 * voip.getDiscardRate(), micros);
        remember("voip.roundTripMs", voip.getRoundTripDelayMs(), micros);
        remember("voip.endSystemMs", voip.getEndSystemDelayMs(), micros);
        remember("voip.jitterBufferNominalMs", voip.getJitterBufferNominalMs(), micros);
        if (voip.getRFactor() != null) remember("voip.rFactor", voip.getRFactor(), micros);
        if (voip.getMosLq() != null) remember("voip.mosLq", voip.getMosLq(), micros);
        if (voip.getMosCq() != null) remember("voip.mosCq", voip.getMosCq(), micros);
    }

    private void remember(String name, double value, long timeMicros) {
        ReportedValue known = reported.get(name);
        if (known == null || known.timeMicros <= timeMicros) reported.put(name, new ReportedValue(value, timeMicros));
    }

    /** The latest value of each name that extended reports gave one. */
    Map<String, Double> xrMetrics() {
        Map<String, Double> metrics = new TreeMap<>();
        reported.forEach((name, value) -> metrics.put(name, value.value));
        return metrics;
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

    /** Loss as the receiver counted it between its first and its last report, percent; the last fraction if one only. */
    @Nullable
    Double reportedLossPercent() {
        long packets = lastHighest - firstHighest;
        boolean isPossible = lastLost - firstLost <= packets;
        if (packets > 0 && isPossible) return Math.max(0, 100.0 * (lastLost - firstLost) / packets);
        return fractionLost < 0 ? null : Double.valueOf(100 * fractionLost);
    }
}
